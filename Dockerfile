# The app as one image: Node, the built app, and the programs that an operator runs. docs/decisions/0293.
FROM node:26.10.0-trixie-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 AGENDA_IMAGE=1
RUN npx prisma generate \
 && npx next build \
 && cp -r .next/static .next/standalone/.next/static \
 && cp -r public .next/standalone/public

FROM debian:13.2-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends libatomic1 \
 && rm -rf /var/lib/apt/lists/* \
 && install -d -o 65532 -g 65532 -m 0711 /data
COPY --from=build /usr/local/bin/node /usr/local/bin/node
COPY --from=build /src/.next/standalone /app
WORKDIR /app
# /app belongs to root: the app cannot change itself, and needs no other writable place than /data, for backups.
USER 65532:65532
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:3000/api/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node"]
CMD ["dev/run.js", "dev/serve.ts"]
