"""What VOD's transcode jobs mean to us, in rounds: a new file, or an operator, starts a new one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Q

from qulive import aliyun
from qulive.aliyun.types import Stream
from qulive.prepared import Prepared, Slot, insert, load, names_of, update
from videos.holding import held
from videos.models import Rendition, Video
from videos.states import Status, Transcode

Kind = Rendition.Kind
STATE = {Kind.COMMON: "transcode", Kind.NARROW: "narrow_transcode"}
ROUND = {Kind.COMMON: "transcode_round", Kind.NARROW: "narrow_round"}

# The best comes last. OD is the source as it was uploaded, which not every phone plays.
DEFINITIONS = ("OD", "FD", "LD", "SD", "HD", "2K", "4K")

RENDITIONS: Final = Prepared(
    lambda: Rendition.objects.filter(video=Slot("video")).values_list(*names_of(Rendition))
)
# What VOD says of a job's outcome.
FACTS: Final = ("url", "definition", "format", "width", "height", "size", "duration", "bitrate", "fps")


def order(video: Video, kind: Kind = Kind.COMMON) -> None:
    """Order the renditions of the current round, once. Raises CloudError."""
    round_ = getattr(video, ROUND[kind])
    under_way = Q(state=Rendition.State.RUNNING) if kind == Kind.COMMON else Q()
    if video.renditions.filter(under_way, kind=kind, round=round_).exists():
        return
    jobs = aliyun.vod().transcode(video.vod_id, template_group=template_group(kind))
    with held(video.vod_id) as now:
        if now is None:
            return
        # An event may have been faster than this answer; what it wrote stays, but for what it can't know.
        Rendition.objects.bulk_create(
            [Rendition(video=video, job_id=job, kind=kind, round=round_) for job in jobs],
            update_conflicts=True,
            unique_fields=["video", "job_id"],
            update_fields=["kind", "round"],
        )
        if (getattr(now, STATE[kind]), getattr(now, ROUND[kind])) == (Transcode.NONE, round_):
            setattr(now, STATE[kind], Transcode.RUNNING)
        if video.renditions.filter(job_id__in=jobs, state=Rendition.State.DONE).exists():
            advance(now, kind, Transcode.DONE)


def template_group(kind: Kind) -> str:
    if kind == Kind.NARROW:
        return str(settings.VOD_NARROW_TEMPLATE_GROUP)
    return str(settings.VOD_TRANSCODE_TEMPLATE_GROUP)


def jobs_completed(
    vod_id: str, outcomes: Iterable[tuple[Stream, bool]], *, at: datetime, succeeded: bool | None = None
) -> bool:
    """Write down what became of jobs. The first success of the current round makes the video playable.

    `succeeded` is how the whole order ended, if VOD says that it is through: it calls it a failure when
    not one job succeeded.
    """
    with held(vod_id, told_at=at) as video:
        if video is None:
            return False
        renditions = renditions_of(video)
        told = list(outcomes)
        changed = [
            stream.job_id for stream, done in told if job_completed(video, renditions, stream, succeeded=done)
        ]
        if changed:
            keep(renditions[job] for job in dict.fromkeys(changed))
            choose_file(video, renditions.values())
        if succeeded is None:
            return bool(changed)
        jobs = [renditions[stream.job_id] for stream, _done in told if stream.job_id in renditions]
        return round_completed(video, jobs, succeeded=succeeded) or bool(changed)


def renditions_of(video: Video) -> dict[str, Rendition]:
    """Return a held video's renditions by their jobs."""
    return {one.job_id: one for one in (load(Rendition, row) for row in RENDITIONS.rows(video=video.pk))}


def job_completed(video: Video, renditions: dict[str, Rendition], stream: Stream, *, succeeded: bool) -> bool:
    """Write one job's outcome down; without the job's id it can't be told from any other."""
    if not stream.job_id:
        return False
    rendition = renditions.get(stream.job_id) or new_rendition(video, stream)
    renditions[stream.job_id] = rendition
    if rendition.state == Rendition.State.DONE:
        return False
    fill(rendition, stream, Rendition.State.DONE if succeeded else Rendition.State.FAILED)
    if succeeded and is_current(video, rendition):
        advance(video, rendition.kind, Transcode.DONE)
    return True


def round_completed(video: Video, jobs: list[Rendition], *, succeeded: bool) -> bool:
    """All jobs of an order are through; False if it is an earlier round's, or known already."""
    if jobs and not is_current(video, jobs[0]):
        return False
    kind = jobs[0].kind if jobs else Kind.COMMON
    return advance(video, kind, Transcode.DONE if succeeded else Transcode.FAILED)


def new_rendition(video: Video, stream: Stream) -> Rendition:
    """Return a rendition for a job that we don't know yet; it belongs to the current round."""
    kind = Kind.NARROW if stream.narrow else Kind.COMMON
    return Rendition(video=video, job_id=stream.job_id, kind=kind, round=getattr(video, ROUND[kind]))


def is_current(video: Video, rendition: Rendition) -> bool:
    current: int = getattr(video, ROUND[Kind(rendition.kind)])
    return rendition.round == current


def advance(video: Video, kind: str, outcome: Transcode) -> bool:
    """Move the state of a held video forward if its law allows; False if it was there already."""
    field = STATE[Kind(kind)]
    if getattr(video, field) not in outcome.predecessors():
        return False
    setattr(video, field, outcome)
    if outcome == Transcode.DONE:
        video.problem = ""
    if kind == Kind.COMMON:
        status, unless = {
            Transcode.DONE: (Status.NORMAL, (Status.BLOCKED,)),
            Transcode.FAILED: (Status.TRANSCODE_FAILED, (Status.BLOCKED, Status.NORMAL)),
        }[outcome]
        if video.status not in unless:
            video.status = status
    return True


def keep_streams(vod_id: str, streams: list[Stream]) -> None:
    """Write down what VOD says is playable now; one that we ordered and waited for ends the waiting."""
    with held(vod_id) as video:
        if video is None:
            return
        renditions = renditions_of(video)
        for stream in streams:
            known = renditions.get(stream.job_id)
            if known and is_current(video, known) and known.state == Rendition.State.RUNNING:
                advance(video, known.kind, Transcode.DONE)
            rendition = renditions.setdefault(stream.job_id, known or new_rendition(video, stream))
            fill(rendition, stream, Rendition.State.DONE)
        keep(renditions[job] for job in dict.fromkeys(stream.job_id for stream in streams))
        choose_file(video, renditions.values())


def fill(rendition: Rendition, stream: Stream, state: Rendition.State) -> None:
    rendition.state = state
    for name in FACTS:
        setattr(rendition, name, getattr(stream, name))


def keep(renditions: Iterable[Rendition]) -> None:
    """Write down what was filled in, of each just once: a new one has no number by which to change it."""
    for rendition in renditions:
        if rendition.pk is None:
            insert(rendition)
        else:
            update(rendition, ("state", *FACTS))


def choose_file(video: Video, renditions: Iterable[Rendition]) -> None:
    """Let `file_url` be the best mp4 among the renditions of the current round."""
    done = [one for one in renditions if one.state == Rendition.State.DONE and one.url]
    files = [one for one in done if one.format == "mp4" and is_current(video, one)]
    if files:
        video.file_url = max(files, key=quality).url


def quality(rendition: Rendition) -> int:
    known = rendition.definition in DEFINITIONS
    return DEFINITIONS.index(rendition.definition) if known else -1
