# The AppServer and its task worker, in one image. Built anywhere: choose the base image and the package index.
#   docker build --build-arg PYTHON_IMAGE=python:3.12-slim --build-arg PIP_INDEX_URL=https://… -t qulive .

ARG PYTHON_IMAGE=python:3.12-slim

FROM ${PYTHON_IMAGE} AS wheels
ARG PIP_INDEX_URL
ENV PIP_INDEX_URL=${PIP_INDEX_URL} PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/prod.txt requirements/sandbox.txt /requirements/
RUN python -m venv /venv \
    && /venv/bin/pip install --require-hashes --only-binary :all: \
        -r /requirements/prod.txt
# The local cloud too, for whoever wants to try it: --target sandbox.

FROM ${PYTHON_IMAGE} AS appserver
RUN useradd --system --uid 10001 --home-dir /nonexistent qulive \
    && install -d -o qulive -g qulive /var/lib/qulive
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 VAR=/var/lib/qulive
COPY --from=wheels /venv /venv
WORKDIR /opt/qulive
COPY . .
RUN SECRET_KEY=for-collecting-only VAR=/tmp/build python manage.py collectstatic --noinput \
    && install -d /opt/qulive/static && cp -r /tmp/build/static/. /opt/qulive/static && rm -r /tmp/build
USER qulive
EXPOSE 8000
VOLUME /var/lib/qulive
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/ready', timeout=2)"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "16", "--respawn-failed-workers", "--log-level", "warning", "qulive.wsgi:application"]
