CREATE TABLE "directory" (
	"team_id" text NOT NULL,
	"kind" text NOT NULL,
	"slack_id" text NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"data" jsonb NOT NULL,
	"refreshed_at" timestamp with time zone DEFAULT pg_catalog.clock_timestamp() NOT NULL,
	CONSTRAINT "directory_team_id_kind_slack_id_pk" PRIMARY KEY("team_id","kind","slack_id")
);
--> statement-breakpoint
CREATE TABLE "engine_gate" (
	"name" text PRIMARY KEY NOT NULL,
	"min_release" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "firing_marks" (
	"team_id" text NOT NULL,
	"worker" integer NOT NULL,
	"backend" integer NOT NULL,
	"marked_at" timestamp with time zone NOT NULL,
	"incident_ids" jsonb NOT NULL,
	CONSTRAINT "firing_marks_team_id_worker_pk" PRIMARY KEY("team_id","worker")
);
--> statement-breakpoint
CREATE TABLE "pulses" (
	"team_id" text PRIMARY KEY NOT NULL,
	"beat_at" timestamp with time zone NOT NULL,
	"story_at" timestamp with time zone NOT NULL,
	"away_from_at" timestamp with time zone,
	"away_to_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_blocks" (
	"team_id" text NOT NULL,
	"bucket" text NOT NULL,
	"blocked_until" timestamp with time zone NOT NULL,
	CONSTRAINT "rate_blocks_team_id_bucket_pk" PRIMARY KEY("team_id","bucket")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"team_id" text NOT NULL,
	"key" text NOT NULL,
	"incident_id" bigint,
	"received_at" timestamp with time zone DEFAULT pg_catalog.clock_timestamp() NOT NULL,
	CONSTRAINT "inbox_team_id_key_pk" PRIMARY KEY("team_id","key")
);
--> statement-breakpoint
CREATE TABLE "incidents" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "incidents_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"team_id" text NOT NULL,
	"number" integer NOT NULL,
	"declare_key" text NOT NULL,
	"title" text NOT NULL,
	"severity" text,
	"status" text NOT NULL,
	"phase" text NOT NULL,
	"is_private" boolean NOT NULL,
	"is_drill" boolean NOT NULL,
	"declared_by" text NOT NULL,
	"declared_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	"version" integer NOT NULL,
	"policy_hash" text NOT NULL,
	"state" jsonb NOT NULL,
	"state_version" smallint DEFAULT 1 NOT NULL,
	"timeline_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "likenesses" (
	"incident_id" bigint PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"title" text NOT NULL,
	"words" "tsvector" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisation_log" (
	"team_id" text NOT NULL,
	"seq" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"actor" jsonb NOT NULL,
	"data" jsonb NOT NULL,
	"correlation_id" text NOT NULL,
	"salt" "bytea",
	"digest" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "organisation_log_team_id_seq_pk" PRIMARY KEY("team_id","seq")
);
--> statement-breakpoint
CREATE TABLE "organisation_states" (
	"team_id" text PRIMARY KEY NOT NULL,
	"state" jsonb NOT NULL,
	"state_version" smallint DEFAULT 1 NOT NULL,
	"version" integer DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"policy_hash" text,
	"log_hash" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organisation_timers" (
	"team_id" text NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"parked_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "organisation_timers_team_id_key_pk" PRIMARY KEY("team_id","key")
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"team_id" text PRIMARY KEY NOT NULL,
	"next_number" integer DEFAULT 1 NOT NULL,
	"active_policy_hash" text NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"team_id" text NOT NULL,
	"incident_id" bigint,
	"lane" text NOT NULL,
	"needs" text,
	"effect" jsonb NOT NULL,
	"effect_version" smallint DEFAULT 1 NOT NULL,
	"class" text NOT NULL,
	"priority" smallint NOT NULL,
	"method" text NOT NULL,
	"coalesce_key" text,
	"once_key" text,
	"state" text DEFAULT 'pending' NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"lease_token" uuid,
	"lease_until" timestamp with time zone,
	"first_attempt_at" timestamp with time zone,
	"ambiguous_since" timestamp with time zone,
	"message_key" uuid DEFAULT gen_random_uuid() NOT NULL,
	"result" jsonb,
	"last_error" text,
	"settled_at" timestamp with time zone,
	"correlation_id" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "participants" (
	"incident_id" bigint NOT NULL,
	"team_id" text NOT NULL,
	"user_id" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"left_at" timestamp with time zone,
	CONSTRAINT "participants_incident_id_user_id_pk" PRIMARY KEY("incident_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "places" (
	"incident_id" bigint NOT NULL,
	"place" text NOT NULL,
	"team_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"ts" text,
	"thread_ts" text,
	"ours" boolean DEFAULT true NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "places_incident_id_place_pk" PRIMARY KEY("incident_id","place")
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"hash" text PRIMARY KEY NOT NULL,
	"body" jsonb NOT NULL,
	"body_version" smallint DEFAULT 1 NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timeline" (
	"incident_id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"team_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"type" text NOT NULL,
	"actor" jsonb NOT NULL,
	"data" jsonb NOT NULL,
	"policy_hash" text NOT NULL,
	"correlation_id" text NOT NULL,
	"salt" "bytea",
	"digest" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	CONSTRAINT "timeline_incident_id_seq_pk" PRIMARY KEY("incident_id","seq")
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"incident_id" bigint NOT NULL,
	"key" text NOT NULL,
	"team_id" text NOT NULL,
	"kind" text NOT NULL,
	"is_urgent" boolean DEFAULT false NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone DEFAULT '-infinity' NOT NULL,
	"parked_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "timers_incident_id_key_pk" PRIMARY KEY("incident_id","key")
);
--> statement-breakpoint
ALTER TABLE "incidents" ADD CONSTRAINT "incidents_policy_hash_policies_hash_fk" FOREIGN KEY ("policy_hash") REFERENCES "public"."policies"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "likenesses" ADD CONSTRAINT "likenesses_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participants" ADD CONSTRAINT "participants_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "places" ADD CONSTRAINT "places_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timeline" ADD CONSTRAINT "timeline_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timers" ADD CONSTRAINT "timers_incident_id_incidents_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incidents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "directory_name" ON "directory" USING btree ("team_id","kind","name");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_number" ON "incidents" USING btree ("team_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "incidents_declare_key" ON "incidents" USING btree ("team_id","declare_key");--> statement-breakpoint
CREATE INDEX "incidents_declared" ON "incidents" USING btree ("team_id","declared_at");--> statement-breakpoint
CREATE INDEX "incidents_open" ON "incidents" USING btree ("team_id","declared_at") WHERE phase not in ('closed', 'declined', 'cancelled', 'merged');--> statement-breakpoint
CREATE INDEX "incidents_action_items" ON "incidents" USING btree ("team_id") WHERE jsonb_path_exists(state, '$.actionItems[*] ? (@.ended == null)');--> statement-breakpoint
CREATE INDEX "incidents_to_review" ON "incidents" USING btree ("team_id","number") WHERE not is_private and not is_drill and (
        phase in ('resolved', 'reviewing')
        or (phase = 'closed' and state->'improving' = 'true')
        or (phase not in ('triage', 'active', 'mitigated')
          and jsonb_path_exists(state, '$.actionItems[*] ? (@.ended == null)')));--> statement-breakpoint
CREATE INDEX "incidents_authors" ON "incidents" USING btree ("team_id",(state->'postmortem'->'author'->>'userId')) WHERE state->'postmortem'->>'status' <> 'published'
        and state->'postmortem'->'author'->>'userId' is not null;--> statement-breakpoint
CREATE INDEX "incidents_meetings" ON "incidents" USING btree ("team_id",(state->'booking'->'booked'->>'toAt')) WHERE state->'booking'->'booked'->>'toAt' is not null;--> statement-breakpoint
CREATE INDEX "incidents_private" ON "incidents" USING btree ("team_id") WHERE is_private;--> statement-breakpoint
CREATE INDEX "likenesses_words" ON "likenesses" USING gin ("words");--> statement-breakpoint
CREATE INDEX "organisation_timers_due" ON "organisation_timers" USING btree ("due_at") WHERE parked_at is null;--> statement-breakpoint
CREATE INDEX "outbox_lane" ON "outbox" USING btree ("lane","id") WHERE state in ('pending', 'sending');--> statement-breakpoint
CREATE INDEX "outbox_lease" ON "outbox" USING btree ("lease_until") WHERE state = 'sending';--> statement-breakpoint
CREATE INDEX "outbox_dead" ON "outbox" USING btree ("team_id","id") WHERE state = 'dead';--> statement-breakpoint
CREATE INDEX "outbox_urgent" ON "outbox" USING btree ("lane","id") WHERE state in ('pending', 'sending') and priority = 0;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_coalesce" ON "outbox" USING btree ("coalesce_key") WHERE state = 'pending' and coalesce_key is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_once" ON "outbox" USING btree ("team_id","once_key") WHERE once_key is not null;--> statement-breakpoint
CREATE INDEX "outbox_settled" ON "outbox" USING btree ("settled_at") WHERE settled_at is not null and once_key is null;--> statement-breakpoint
CREATE INDEX "outbox_settled_incident" ON "outbox" USING btree ("incident_id") WHERE settled_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_settled_key" ON "outbox" USING btree ("message_key") WHERE settled_at is not null;--> statement-breakpoint
CREATE INDEX "outbox_reminders" ON "outbox" USING btree ("team_id") WHERE effect->'fact'->>'type' = 'action_items_due';--> statement-breakpoint
CREATE INDEX "participants_user" ON "participants" USING btree ("team_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "places_room" ON "places" USING btree ("team_id","channel_id") WHERE place = 'room' and thread_ts is null;--> statement-breakpoint
CREATE INDEX "timeline_source" ON "timeline" USING btree ((data -> 'source' ->> 'ts')) WHERE data -> 'source' ->> 'ts' is not null;--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("team_id","is_urgent","due_at") WHERE parked_at is null;--> statement-breakpoint
CREATE INDEX "timers_parked" ON "timers" USING btree ("team_id") WHERE parked_at is not null;