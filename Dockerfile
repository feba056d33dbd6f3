# Production image: the web process, the worker and the commands; CMD chooses.
# Written to the project's commands and to Docker's documentation; it has not been run, because
# there was no Docker engine where it was written.
FROM node:24-bookworm-slim AS build
WORKDIR /kopilka
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /kopilka
ENV NODE_ENV=production
COPY --from=build --chown=node:node /kopilka /kopilka
USER node
EXPOSE 3000
# The worker: `node app/jobs/main.ts`; migrations: `node app/commands/migrate.ts`.
CMD ["node", "app/server/main.ts"]
