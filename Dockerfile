# The AppServer and its task worker, in one image. Choose the base image and the package index:
#   docker build --build-arg PYTHON_IMAGE=python:3.12-slim --build-arg PIP_INDEX_URL=https://… --tag qulive .
# deploy/image_check.py runs every command of this file where there is no Docker.

ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS wheels
ARG PIP_INDEX_URL
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/prod.txt requirements/sandbox.txt /requirements/
RUN python3 -m venv /venv \
    && /venv/bin/pip install --quiet --require-hashes --only-binary :all: --requirement /requirements/prod.txt

# The local cloud needs an ffmpeg, too.
FROM wheels AS sandbox-wheels
RUN /venv/bin/pip install --quiet --require-hashes --only-binary :all: --requirement /requirements/sandbox.txt

FROM ${PYTHON_IMAGE} AS files
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    VAR=/var/lib/qulive STATIC_ROOT=/opt/qulive/static
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin qulive \
    && install --directory --owner qulive --group qulive /var/lib/qulive
COPY . /opt/qulive/
WORKDIR /opt/qulive
VOLUME /var/lib/qulive

# For a laptop only: docker build --target sandbox
FROM files AS sandbox
COPY --from=sandbox-wheels /venv /venv
USER qulive
ENV HOST=0.0.0.0
EXPOSE 8001
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8001/', timeout=2)"
CMD exec python -m sandbox

FROM files AS appserver
COPY --from=wheels /venv /venv
RUN SECRET_KEY=for-collecting-only VAR=/tmp/collecting python manage.py collectstatic --noinput --verbosity 0 \
    && rm -r /tmp/collecting
USER qulive
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD python -c "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"
CMD ([ "$DEBUG" = 1 ] || python manage.py check --deploy --fail-level ERROR) \
    && exec granian --interface wsgi --no-ws --host 0.0.0.0 --port 8000 --workers ${WORKERS:-2} \
        --blocking-threads ${THREADS:-16} --respawn-failed-workers --backlog 1024 --workers-kill-timeout 15 \
        --log-level warning qulive.wsgi:application
