-- The tables of a Directus project on SQLite (11.3.5): each with the columns, keys and
-- indexes that its server expects. A table that is needed alone is taken from here too,
-- so each statement begins its own line with CREATE and names its table first.

CREATE TABLE "directus_migrations" (
  "version" varchar(255) NOT NULL PRIMARY KEY,
  "name" varchar(255) NOT NULL,
  "timestamp" datetime DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE "directus_folders" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "name" varchar(255) NOT NULL,
  "parent" char(36) REFERENCES "directus_folders" ("id")
);

CREATE TABLE "directus_relations" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "many_collection" varchar(64) NOT NULL,
  "many_field" varchar(64) NOT NULL,
  "one_collection" varchar(64),
  "one_field" varchar(64),
  "one_collection_field" varchar(64),
  "one_allowed_collections" TEXT,
  "junction_field" varchar(64),
  "sort_field" varchar(64),
  "one_deselect_action" varchar(255) NOT NULL DEFAULT 'nullify'
);

CREATE TABLE "directus_files" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "storage" varchar(255) NOT NULL,
  "filename_disk" varchar(255),
  "filename_download" varchar(255) NOT NULL,
  "title" varchar(255),
  "type" varchar(255),
  "folder" char(36) REFERENCES "directus_folders" ("id") ON DELETE SET NULL,
  "uploaded_by" char(36) REFERENCES "directus_users" ("id"),
  "created_on" datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "modified_by" char(36) REFERENCES "directus_users" ("id"),
  "modified_on" datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "charset" varchar(50),
  "filesize" bigint,
  "width" INTEGER,
  "height" INTEGER,
  "duration" INTEGER,
  "embed" varchar(200),
  "description" TEXT,
  "location" TEXT,
  "tags" TEXT,
  "metadata" json,
  "focal_point_x" INTEGER,
  "focal_point_y" INTEGER,
  "tus_id" varchar(64),
  "tus_data" json,
  "uploaded_on" datetime
);

CREATE TABLE "directus_fields" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "collection" varchar(64) NOT NULL,
  "field" varchar(64) NOT NULL,
  "special" varchar(64),
  "interface" varchar(64),
  "options" json,
  "display" varchar(64),
  "display_options" json,
  "readonly" boolean NOT NULL DEFAULT '0',
  "hidden" boolean NOT NULL DEFAULT '0',
  "sort" INTEGER,
  "width" varchar(30) DEFAULT 'full',
  "translations" json,
  "note" TEXT,
  "conditions" json,
  "required" boolean DEFAULT '0',
  "group" varchar(64),
  "validation" json,
  "validation_message" TEXT
);

CREATE TABLE "directus_operations" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "name" varchar(255),
  "key" varchar(255) NOT NULL,
  "type" varchar(255) NOT NULL,
  "position_x" INTEGER NOT NULL,
  "position_y" INTEGER NOT NULL,
  "options" json,
  "resolve" char(36) REFERENCES "directus_operations" ("id"),
  "reject" char(36) REFERENCES "directus_operations" ("id"),
  "flow" char(36) NOT NULL REFERENCES "directus_flows" ("id") ON DELETE CASCADE,
  "date_created" datetime DEFAULT CURRENT_TIMESTAMP,
  "user_created" char(36) REFERENCES "directus_users" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "directus_operations_resolve_unique" ON "directus_operations" ("resolve");
CREATE UNIQUE INDEX "directus_operations_reject_unique" ON "directus_operations" ("reject");

CREATE TABLE "directus_notifications" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "timestamp" datetime DEFAULT CURRENT_TIMESTAMP,
  "status" varchar(255) DEFAULT 'inbox',
  "recipient" char(36) NOT NULL REFERENCES "directus_users" ("id") ON DELETE CASCADE,
  "sender" char(36) REFERENCES "directus_users" ("id"),
  "subject" varchar(255) NOT NULL,
  "message" TEXT,
  "collection" varchar(64),
  "item" varchar(255)
);

CREATE TABLE "directus_translations" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "language" varchar(255) NOT NULL,
  "key" varchar(255) NOT NULL,
  "value" TEXT NOT NULL
);

CREATE TABLE "directus_shares" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "name" varchar(255),
  "collection" varchar(64) NOT NULL REFERENCES "directus_collections" ("collection") ON DELETE CASCADE,
  "item" varchar(255) NOT NULL,
  "role" char(36) REFERENCES "directus_roles" ("id") ON DELETE CASCADE,
  "password" varchar(255),
  "user_created" char(36) REFERENCES "directus_users" ("id") ON DELETE SET NULL,
  "date_created" datetime DEFAULT CURRENT_TIMESTAMP,
  "date_start" datetime,
  "date_end" datetime,
  "times_used" INTEGER DEFAULT '0',
  "max_uses" INTEGER
);

CREATE TABLE "directus_versions" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "key" varchar(64) NOT NULL,
  "name" varchar(255),
  "collection" varchar(64) NOT NULL REFERENCES "directus_collections" ("collection") ON DELETE CASCADE,
  "item" varchar(255) NOT NULL,
  "hash" varchar(255),
  "date_created" datetime DEFAULT CURRENT_TIMESTAMP,
  "date_updated" datetime DEFAULT CURRENT_TIMESTAMP,
  "user_created" char(36) REFERENCES "directus_users" ("id") ON DELETE SET NULL,
  "user_updated" char(36) REFERENCES "directus_users" ("id"),
  "delta" json
);

CREATE TABLE "directus_revisions" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "activity" INTEGER NOT NULL REFERENCES "directus_activity" ("id") ON DELETE CASCADE,
  "collection" varchar(64) NOT NULL,
  "item" varchar(255) NOT NULL,
  "data" json,
  "delta" json,
  "parent" INTEGER REFERENCES "directus_revisions" ("id"),
  "version" char(36) REFERENCES "directus_versions" ("id") ON DELETE CASCADE
);

CREATE TABLE "directus_users" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "first_name" varchar(50),
  "last_name" varchar(50),
  "email" varchar(128),
  "password" varchar(255),
  "location" varchar(255),
  "title" varchar(50),
  "description" TEXT,
  "tags" json,
  "avatar" char(36),
  "language" varchar(255),
  "tfa_secret" varchar(255),
  "status" varchar(16) NOT NULL DEFAULT 'active',
  "role" char(36) REFERENCES "directus_roles" ("id") ON DELETE SET NULL,
  "token" varchar(255),
  "last_access" datetime,
  "last_page" varchar(255),
  "provider" varchar(128) NOT NULL DEFAULT 'default',
  "external_identifier" varchar(255),
  "auth_data" json,
  "email_notifications" boolean DEFAULT '1',
  "appearance" varchar(255),
  "theme_dark" varchar(255),
  "theme_light" varchar(255),
  "theme_light_overrides" json,
  "theme_dark_overrides" json
);
CREATE UNIQUE INDEX "directus_users_external_identifier_unique" ON "directus_users" ("external_identifier");
CREATE UNIQUE INDEX "directus_users_email_unique" ON "directus_users" ("email");
CREATE UNIQUE INDEX "directus_users_token_unique" ON "directus_users" ("token");

CREATE TABLE "directus_extensions" (
  "enabled" boolean NOT NULL DEFAULT '1',
  "id" char(36) NOT NULL PRIMARY KEY,
  "folder" varchar(255) NOT NULL,
  "source" varchar(255) NOT NULL,
  "bundle" char(36)
);

CREATE TABLE "directus_sessions" (
  "token" varchar(64) NOT NULL PRIMARY KEY,
  "user" char(36) REFERENCES "directus_users" ("id") ON DELETE CASCADE,
  "expires" datetime NOT NULL,
  "ip" varchar(255),
  "user_agent" TEXT,
  "share" char(36) REFERENCES "directus_shares" ("id") ON DELETE CASCADE,
  "origin" varchar(255),
  "next_token" varchar(64)
);

CREATE TABLE "directus_webhooks" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "name" varchar(255) NOT NULL,
  "method" varchar(10) NOT NULL DEFAULT 'POST',
  "url" varchar(255) NOT NULL,
  "status" varchar(10) NOT NULL DEFAULT 'active',
  "data" boolean NOT NULL DEFAULT '1',
  "actions" varchar(100) NOT NULL,
  "collections" varchar(255) NOT NULL,
  "headers" json,
  "was_active_before_deprecation" boolean NOT NULL DEFAULT '0',
  "migrated_flow" char(36) REFERENCES "directus_flows" ("id") ON DELETE SET NULL
);

CREATE TABLE "directus_settings" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "project_name" varchar(100) NOT NULL DEFAULT 'Directus',
  "project_url" varchar(255),
  "project_color" varchar(255) NOT NULL DEFAULT '#6644FF',
  "project_logo" char(36) REFERENCES "directus_files" ("id"),
  "public_foreground" char(36) REFERENCES "directus_files" ("id"),
  "public_background" char(36) REFERENCES "directus_files" ("id"),
  "public_note" TEXT,
  "auth_login_attempts" INTEGER DEFAULT '25',
  "auth_password_policy" varchar(100),
  "storage_asset_transform" varchar(7) DEFAULT 'all',
  "storage_asset_presets" json,
  "custom_css" TEXT,
  "storage_default_folder" char(36) REFERENCES "directus_folders" ("id") ON DELETE SET NULL,
  "basemaps" json,
  "mapbox_key" varchar(255),
  "module_bar" json,
  "project_descriptor" varchar(100),
  "default_language" varchar(255) NOT NULL DEFAULT 'en-US',
  "custom_aspect_ratios" json,
  "public_favicon" char(36) REFERENCES "directus_files" ("id"),
  "default_appearance" varchar(255) NOT NULL DEFAULT 'auto',
  "default_theme_light" varchar(255),
  "theme_light_overrides" json,
  "default_theme_dark" varchar(255),
  "theme_dark_overrides" json,
  "report_error_url" varchar(255),
  "report_bug_url" varchar(255),
  "report_feature_url" varchar(255),
  "public_registration" boolean NOT NULL DEFAULT '0',
  "public_registration_verify_email" boolean NOT NULL DEFAULT '1',
  "public_registration_role" char(36) REFERENCES "directus_roles" ("id") ON DELETE SET NULL,
  "public_registration_email_filter" json
);

CREATE TABLE "directus_policies" (
  "id" char(36) PRIMARY KEY,
  "name" varchar(100) NOT NULL,
  "icon" varchar(64) NOT NULL DEFAULT 'badge',
  "description" TEXT,
  "ip_access" TEXT,
  "enforce_tfa" boolean NOT NULL DEFAULT '0',
  "admin_access" boolean NOT NULL DEFAULT '0',
  "app_access" boolean NOT NULL DEFAULT '0'
);

CREATE TABLE "directus_permissions" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "collection" varchar(64) NOT NULL,
  "action" varchar(10) NOT NULL,
  "permissions" json,
  "validation" json,
  "presets" json,
  "fields" TEXT,
  "policy" char(36) NOT NULL REFERENCES "directus_policies" ("id") ON DELETE CASCADE
);

CREATE TABLE "directus_access" (
  "id" char(36) PRIMARY KEY,
  "role" char(36) REFERENCES "directus_roles" ("id") ON DELETE CASCADE,
  "user" char(36) REFERENCES "directus_users" ("id") ON DELETE CASCADE,
  "policy" char(36) NOT NULL REFERENCES "directus_policies" ("id") ON DELETE CASCADE,
  "sort" INTEGER
);

CREATE TABLE "directus_collections" (
  "collection" varchar(64) NOT NULL PRIMARY KEY,
  "icon" varchar(64),
  "note" TEXT,
  "display_template" varchar(255),
  "hidden" boolean NOT NULL DEFAULT '0',
  "singleton" boolean NOT NULL DEFAULT '0',
  "translations" json,
  "archive_field" varchar(64),
  "archive_app_filter" boolean NOT NULL DEFAULT '1',
  "archive_value" varchar(255),
  "unarchive_value" varchar(255),
  "sort_field" varchar(64),
  "accountability" varchar(255) DEFAULT 'all',
  "color" varchar(255),
  "item_duplication_fields" json,
  "sort" INTEGER,
  "group" varchar(64) REFERENCES "directus_collections" ("collection"),
  "collapse" varchar(255) NOT NULL DEFAULT 'open',
  "preview_url" varchar(255),
  "versioning" boolean NOT NULL DEFAULT '0'
);

CREATE TABLE "directus_dashboards" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "name" varchar(255) NOT NULL,
  "icon" varchar(64) NOT NULL DEFAULT 'dashboard',
  "note" TEXT,
  "date_created" datetime DEFAULT CURRENT_TIMESTAMP,
  "user_created" char(36) REFERENCES "directus_users" ("id") ON DELETE SET NULL,
  "color" varchar(255)
);

CREATE TABLE "directus_flows" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "name" varchar(255) NOT NULL,
  "icon" varchar(64),
  "color" varchar(255),
  "description" TEXT,
  "status" varchar(255) NOT NULL DEFAULT 'active',
  "trigger" varchar(255),
  "accountability" varchar(255) DEFAULT 'all',
  "options" json,
  "operation" char(36),
  "date_created" datetime DEFAULT CURRENT_TIMESTAMP,
  "user_created" char(36) REFERENCES "directus_users" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "directus_flows_operation_unique" ON "directus_flows" ("operation");

CREATE TABLE "directus_panels" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "dashboard" char(36) NOT NULL REFERENCES "directus_dashboards" ("id") ON DELETE CASCADE,
  "name" varchar(255),
  "icon" varchar(64),
  "color" varchar(10),
  "show_header" boolean NOT NULL DEFAULT '0',
  "note" TEXT,
  "type" varchar(255) NOT NULL,
  "position_x" INTEGER NOT NULL,
  "position_y" INTEGER NOT NULL,
  "width" INTEGER NOT NULL,
  "height" INTEGER NOT NULL,
  "options" json,
  "date_created" datetime DEFAULT CURRENT_TIMESTAMP,
  "user_created" char(36) REFERENCES "directus_users" ("id") ON DELETE SET NULL
);

CREATE TABLE "directus_presets" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "bookmark" varchar(255),
  "user" char(36) REFERENCES "directus_users" ("id") ON DELETE CASCADE,
  "role" char(36) REFERENCES "directus_roles" ("id") ON DELETE CASCADE,
  "collection" varchar(64),
  "search" varchar(100),
  "layout" varchar(100) DEFAULT 'tabular',
  "layout_query" json,
  "layout_options" json,
  "refresh_interval" INTEGER,
  "filter" json,
  "icon" varchar(64) DEFAULT 'bookmark',
  "color" varchar(255)
);

CREATE TABLE "directus_roles" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "name" varchar(100) NOT NULL,
  "icon" varchar(64) NOT NULL DEFAULT 'supervised_user_circle',
  "description" TEXT,
  "parent" char(36) REFERENCES "directus_roles" ("id")
);

CREATE TABLE "directus_comments" (
  "id" char(36) NOT NULL PRIMARY KEY,
  "collection" varchar(64) NOT NULL,
  "item" varchar(255) NOT NULL,
  "comment" TEXT NOT NULL,
  "date_created" datetime DEFAULT CURRENT_TIMESTAMP,
  "date_updated" datetime DEFAULT CURRENT_TIMESTAMP,
  "user_created" char(36) REFERENCES "directus_users" ("id") ON DELETE SET NULL,
  "user_updated" char(36) REFERENCES "directus_users" ("id")
);

CREATE TABLE "directus_activity" (
  "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  "action" varchar(45) NOT NULL,
  "user" char(36),
  "timestamp" datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "ip" varchar(50),
  "user_agent" TEXT,
  "collection" varchar(64) NOT NULL,
  "item" varchar(255) NOT NULL,
  "origin" varchar(255)
);
