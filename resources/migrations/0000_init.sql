CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`login` text NOT NULL,
	`page_id` text,
	`page_name` text,
	`platform_user_id` text NOT NULL,
	`username` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`state_reason` text,
	`trouble` text,
	`token_generation` integer NOT NULL,
	`scopes` text,
	`token_obtained_at` integer NOT NULL,
	`token_expires_at` integer,
	`token_expiry_is_estimate` integer NOT NULL,
	`time_zone` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "account_kind" CHECK(kind in ('instagram', 'practice')),
	CONSTRAINT "account_login" CHECK(login in ('instagram', 'facebook', 'practice')),
	CONSTRAINT "account_state" CHECK(state in ('connected', 'needs-login', 'disconnected'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `account_platform` ON `account` (`kind`,`platform_user_id`);--> statement-breakpoint
CREATE TABLE `insight_figure` (
	`publication_id` text NOT NULL,
	`age` text NOT NULL,
	`metric` text NOT NULL,
	`part` text NOT NULL,
	`value` real NOT NULL,
	`product` text NOT NULL,
	`due_at` integer NOT NULL,
	`asked_at` integer NOT NULL,
	PRIMARY KEY(`publication_id`, `age`, `metric`, `part`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `insight_reading` (
	`publication_id` text NOT NULL,
	`age` text NOT NULL,
	`state` text NOT NULL,
	`product` text NOT NULL,
	`due_at` integer NOT NULL,
	`next_at` integer,
	`wait_reason` text,
	`tries` integer NOT NULL,
	`clean_looks` integer NOT NULL,
	`asked_at` integer,
	`dropped` text NOT NULL,
	`said` text,
	`code` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`publication_id`, `age`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "insight_reading_age" CHECK(age in ('1h', '23h', '24h', '7d', '28d')),
	CONSTRAINT "insight_reading_state" CHECK(state in ('waiting', 'taken', 'empty', 'missed', 'too-late', 'gone', 'given-up'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `insight_reading_waiting` ON `insight_reading` (`next_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE TABLE `hosted_object` (
	`key` text PRIMARY KEY NOT NULL,
	`place` text NOT NULL,
	`ref` text,
	`hosted_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `media` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`original_sha256` text NOT NULL,
	`prepared_sha256` text NOT NULL,
	`poster_sha256` text,
	`thumbnail_sha256` text NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`bytes` integer NOT NULL,
	`source_format` text NOT NULL,
	`video` text,
	`notes` text NOT NULL,
	`alt_text` text NOT NULL,
	`imported_at` integer NOT NULL,
	`removed_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `media_original_sha256_unique` ON `media` (`original_sha256`);--> statement-breakpoint
CREATE INDEX `media_newest` ON `media` (`imported_at`,`id`);--> statement-breakpoint
CREATE TABLE `pacing` (
	`account_id` text PRIMARY KEY NOT NULL,
	`least_gap_minutes` integer NOT NULL,
	`jitter_minutes` integer NOT NULL,
	`quiet_from` text,
	`quiet_to` text,
	`daily_cap` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `slot` (
	`account_id` text NOT NULL,
	`weekday` integer NOT NULL,
	`time` text NOT NULL,
	PRIMARY KEY(`account_id`, `weekday`, `time`),
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `post_media` (
	`post_id` text NOT NULL,
	`position` integer NOT NULL,
	`media_id` text NOT NULL,
	`alt_text` text NOT NULL,
	`crop_aspect` text NOT NULL,
	`crop_x` real NOT NULL,
	`crop_y` real NOT NULL,
	`user_tags` text DEFAULT '[]' NOT NULL,
	`product_tags` text DEFAULT '[]' NOT NULL,
	PRIMARY KEY(`post_id`, `position`),
	FOREIGN KEY (`post_id`) REFERENCES `post`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `post_media_media` ON `post_media` (`media_id`);--> statement-breakpoint
CREATE TABLE `post` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`caption` text NOT NULL,
	`format` text DEFAULT 'image' NOT NULL,
	`options` text DEFAULT '{}' NOT NULL,
	`plan_wall_time` text,
	`plan_zone` text,
	`plan_at` integer,
	`version` integer NOT NULL,
	`removed_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `post_plan` ON `post` (`account_id`,`plan_at`);--> statement-breakpoint
CREATE INDEX `post_newest` ON `post` (`account_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `afterwork` (
	`publication_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`next_at` integer,
	`wait_reason` text,
	`tries` integer NOT NULL,
	`posts` integer NOT NULL,
	`is_open` integer NOT NULL,
	`looks` integer NOT NULL,
	`is_refused` integer NOT NULL,
	`comment_id` text,
	`problem` text,
	`done_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`publication_id`, `kind`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "afterwork_kind" CHECK(kind in ('first-comment', 'comments-off')),
	CONSTRAINT "afterwork_state" CHECK(state in ('waiting', 'done', 'given-up'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `afterwork_waiting` ON `afterwork` (`next_at`) WHERE state = 'waiting';--> statement-breakpoint
CREATE TABLE `attempt` (
	`id` text PRIMARY KEY NOT NULL,
	`publication_id` text NOT NULL,
	`at` integer NOT NULL,
	`step` text NOT NULL,
	`outcome` text NOT NULL,
	`fence` integer NOT NULL,
	`container_id` text,
	`server_at` integer,
	`detail` text NOT NULL,
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "attempt_outcome" CHECK(outcome in ('intent', 'ok', 'refused', 'unknown', 'no-information'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `attempt_publication` ON `attempt` (`publication_id`,`id`);--> statement-breakpoint
CREATE TABLE `container` (
	`publication_id` text NOT NULL,
	`position` integer NOT NULL,
	`media_sha256` text NOT NULL,
	`state` text NOT NULL,
	`container_id` text,
	`upload_uri` text,
	`made` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`publication_id`, `position`),
	FOREIGN KEY (`publication_id`) REFERENCES `publication`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "container_state" CHECK(state in ('asked', 'uploading', 'processing', 'finished'))
) STRICT;
--> statement-breakpoint
CREATE TABLE `publication` (
	`id` text PRIMARY KEY NOT NULL,
	`post_id` text NOT NULL,
	`account_id` text NOT NULL,
	`occurrence` integer NOT NULL,
	`state` text NOT NULL,
	`wait_reason` text,
	`fence` integer NOT NULL,
	`due_at` integer NOT NULL,
	`jitter_ms` integer DEFAULT 0 NOT NULL,
	`wall_time` text NOT NULL,
	`zone` text NOT NULL,
	`scheduled_at` integer NOT NULL,
	`next_wakeup_at` integer,
	`content_sha256` text,
	`image_sha256` text,
	`content` text,
	`container_id` text,
	`container_created_at` integer,
	`is_intent_open` integer NOT NULL,
	`evidence` text NOT NULL,
	`ig_media_id` text,
	`permalink` text,
	`published_at` integer,
	`problem` text,
	`dismissed_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`post_id`) REFERENCES `post`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `account`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "publication_state" CHECK(state in ('scheduled', 'preparing', 'media-ready', 'creating-container', 'processing', 'ready', 'publishing', 'outcome-unknown', 'published', 'needs-you', 'missed', 'failed', 'cancelled'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `publication_ig_media_id_unique` ON `publication` (`ig_media_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `publication_occurrence` ON `publication` (`post_id`,`account_id`,`occurrence`);--> statement-breakpoint
CREATE INDEX `publication_due` ON `publication` (`account_id`,`due_at`);--> statement-breakpoint
CREATE INDEX `publication_state_due` ON `publication` (`state`,`due_at`,`id`);--> statement-breakpoint
CREATE INDEX `publication_newest` ON `publication` (`due_at`,`id`);--> statement-breakpoint
CREATE INDEX `publication_open` ON `publication` (`due_at`,`id`) WHERE ((state not in ('published', 'cancelled') and dismissed_at is null) or (state = 'published' and ig_media_id is null));--> statement-breakpoint
CREATE INDEX `publication_wakeup` ON `publication` (`next_wakeup_at`) WHERE next_wakeup_at is not null;--> statement-breakpoint
CREATE TABLE `setting` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `limit_state` (
	`key` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `unknown_reply` (
	`label` text PRIMARY KEY NOT NULL,
	`http_status` integer,
	`count` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `job` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`lane` text NOT NULL,
	`input` text NOT NULL,
	`status` text NOT NULL,
	`run_at` integer NOT NULL,
	`attempt` integer NOT NULL,
	`reason` text,
	`unique_key` text,
	`again_at` integer,
	CONSTRAINT "job_status" CHECK(status in ('waiting', 'running', 'done', 'failed', 'cancelled'))
) STRICT;
--> statement-breakpoint
CREATE INDEX `job_due` ON `job` (`run_at`,`id`) WHERE status = 'waiting';--> statement-breakpoint
CREATE INDEX `job_lane` ON `job` (`lane`,`run_at`) WHERE status = 'waiting';--> statement-breakpoint
CREATE UNIQUE INDEX `job_unique` ON `job` (`unique_key`) WHERE status in ('waiting', 'running');--> statement-breakpoint
CREATE TABLE `lane_hold` (
	`lane` text PRIMARY KEY NOT NULL,
	`until_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`who` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text NOT NULL,
	`digest` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`seq`);--> statement-breakpoint
CREATE TABLE `restore` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`restored_at` integer NOT NULL,
	`backup_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `secret` (
	`key` text PRIMARY KEY NOT NULL,
	`sealed` blob NOT NULL,
	`backend` text NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
