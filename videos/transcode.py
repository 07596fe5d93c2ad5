"""What VOD's transcode jobs mean to us, in rounds: a new file, or an operator, starts a new one."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from qulive import aliyun
from qulive.aliyun.types import Stream
from videos import feed
from videos.models import Rendition, Video
from videos.states import Status, Transcode

Kind = Rendition.Kind
STATE = {Kind.COMMON: "transcode", Kind.NARROW: "narrow_transcode"}
ROUND = {Kind.COMMON: "transcode_round", Kind.NARROW: "narrow_round"}

# The best comes last. OD is the source as it was uploaded, which not every phone plays.
DEFINITIONS = ("OD", "FD", "LD", "SD", "HD", "2K", "4K")


def order(video: Video, kind: Kind = Kind.COMMON) -> None:
    """Order the renditions of the current round, once. Raises CloudError."""
    round_ = getattr(video, ROUND[kind])
    under_way = Q(state=Rendition.State.RUNNING) if kind == Kind.COMMON else Q()
    if video.renditions.filter(under_way, kind=kind, round=round_).exists():
        return
    jobs = aliyun.vod().transcode(video.vod_id, template_group=template_group(kind))
    with transaction.atomic():
        Video.objects.in_turn().get(pk=video.pk)
        # An event may have been faster than this answer; what it wrote stays, but for what it can't know.
        Rendition.objects.bulk_create(
            [Rendition(video=video, job_id=job, kind=kind, round=round_) for job in jobs],
            update_conflicts=True,
            unique_fields=["video", "job_id"],
            update_fields=["kind", "round"],
        )
        current = {STATE[kind]: Transcode.NONE, ROUND[kind]: round_}
        Video.objects.filter(pk=video.pk, **current).update(**{STATE[kind]: Transcode.RUNNING})
        if video.renditions.filter(job_id__in=jobs, state=Rendition.State.DONE).exists():
            advance(video, kind, Transcode.DONE)
        feed.follow_video(video.vod_id)


def template_group(kind: Kind) -> str:
    if kind == Kind.NARROW:
        return str(settings.VOD_NARROW_TEMPLATE_GROUP)
    return str(settings.VOD_TRANSCODE_TEMPLATE_GROUP)


@transaction.atomic
def stream_completed(vod_id: str, stream: Stream, *, at: datetime, succeeded: bool) -> bool:
    """Write down one job's outcome. The first success of the current round makes the video playable."""
    videos = Video.objects.existing().filter(vod_id=vod_id, is_claim=False)
    video = videos.unreplaced_since(at).in_turn().first()
    if video is None:
        return False
    rendition = rendition_of(video, stream)
    if rendition.state == Rendition.State.DONE:
        return False
    state = Rendition.State.DONE if succeeded else Rendition.State.FAILED
    fill(rendition, stream, state)
    if succeeded and is_current(rendition):
        advance(video, rendition.kind, Transcode.DONE)
    choose_file(video)
    feed.follow_video(vod_id)
    return True


@transaction.atomic
def round_completed(vod_id: str, job_ids: list[str], *, at: datetime, succeeded: bool) -> bool:
    """All jobs of an order are through. VOD calls it a failure when not one of them succeeded."""
    videos = Video.objects.existing().filter(vod_id=vod_id, is_claim=False)
    video = videos.unreplaced_since(at).in_turn().first()
    if video is None:
        return False
    known = video.renditions.filter(job_id__in=job_ids).first()
    if known and not is_current(known):
        return False
    kind = known.kind if known else Kind.COMMON
    if not advance(video, kind, Transcode.DONE if succeeded else Transcode.FAILED):
        return False
    feed.follow_video(vod_id)
    return True


def rendition_of(video: Video, stream: Stream) -> Rendition:
    """Return the rendition of the stream's job; one that we don't know yet belongs to the current round."""
    kind = Kind.NARROW if stream.narrow else Kind.COMMON
    rendition, _created = Rendition.objects.select_related("video").get_or_create(
        video=video,
        job_id=stream.job_id,
        defaults={"kind": kind, "round": getattr(video, ROUND[kind])},
    )
    return rendition


def is_current(rendition: Rendition) -> bool:
    current: int = getattr(rendition.video, ROUND[Kind(rendition.kind)])
    return rendition.round == current


def advance(video: Video, kind: str, outcome: Transcode) -> bool:
    """Move the state forward if its law allows (compare-and-set); False if it was there already."""
    field = STATE[Kind(kind)]
    videos = Video.objects.filter(pk=video.pk, **{f"{field}__in": outcome.predecessors()})
    if not videos.update(**{field: outcome}):
        return False
    if outcome == Transcode.DONE:
        Video.objects.filter(pk=video.pk).update(problem="")
    if kind == Kind.COMMON:
        status, unless = {
            Transcode.DONE: (Status.NORMAL, (Status.BLOCKED,)),
            Transcode.FAILED: (Status.TRANSCODE_FAILED, (Status.BLOCKED, Status.NORMAL)),
        }[outcome]
        Video.objects.filter(pk=video.pk).exclude(status__in=unless).update(status=status)
    return True


@transaction.atomic
def keep_streams(video: Video, streams: list[Stream]) -> None:
    """Write down what VOD says is playable now; one that we ordered and waited for ends the waiting."""
    running = video.renditions.current().filter(state=Rendition.State.RUNNING)
    awaited = dict(running.values_list("job_id", "kind"))
    for stream in streams:
        fill(rendition_of(video, stream), stream, Rendition.State.DONE)
        if stream.job_id in awaited:
            advance(video, awaited[stream.job_id], Transcode.DONE)
    choose_file(video)
    feed.follow_video(video.vod_id)


def fill(rendition: Rendition, stream: Stream, state: Rendition.State) -> None:
    rendition.state = state
    for name in ("url", "definition", "format", "width", "height", "size", "duration", "bitrate", "fps"):
        setattr(rendition, name, getattr(stream, name))
    rendition.save()


def choose_file(video: Video) -> None:
    """Let `file_url` be the best mp4 among the renditions."""
    best = max(video.renditions.playable().filter(format="mp4"), key=quality, default=None)
    if best:
        Video.objects.filter(pk=video.pk).update(file_url=best.url)


def quality(rendition: Rendition) -> int:
    known = rendition.definition in DEFINITIONS
    return DEFINITIONS.index(rendition.definition) if known else -1
