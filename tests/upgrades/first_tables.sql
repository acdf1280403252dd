BEGIN TRANSACTION;
CREATE TABLE account (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	username VARCHAR(64) NOT NULL, 
	email VARCHAR(254), 
	phone VARCHAR(16), 
	display_name VARCHAR(120) NOT NULL, 
	language VARCHAR(10), 
	theme VARCHAR(10), 
	secret_hash VARCHAR(255), 
	secret_is_pin BOOLEAN NOT NULL, 
	must_change BOOLEAN NOT NULL, 
	is_demo BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	disabled_at DATETIME, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT ck_account_theme CHECK (theme IN ('light', 'dark')), 
	CONSTRAINT ck_account_pin_has_hash CHECK (secret_hash IS NOT NULL OR NOT secret_is_pin), 
	CONSTRAINT uq_account_email UNIQUE (email), 
	CONSTRAINT uq_account_phone UNIQUE (phone), 
	CONSTRAINT uq_account_username UNIQUE (username), 
	CONSTRAINT uq_account_uuid UNIQUE (uuid)
);
INSERT INTO "account" VALUES(1,'818fdf77119a4b04a48cce59d388adbf','trainee-1',NULL,NULL,'Trainee 1',NULL,NULL,NULL,0,0,0,'2026-03-02 09:00:00.000000',NULL);
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('20261123_first');
CREATE TABLE audit_entry (
	id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	actor_id INTEGER, 
	organisation_id INTEGER, 
	action VARCHAR(60) NOT NULL, 
	subject VARCHAR(255) NOT NULL, 
	data JSON NOT NULL, 
	CONSTRAINT pk_audit_entry PRIMARY KEY (id), 
	CONSTRAINT fk_audit_entry_actor_id FOREIGN KEY(actor_id) REFERENCES account (id), 
	CONSTRAINT fk_audit_entry_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
);
INSERT INTO "audit_entry" VALUES(1,'2026-03-02 09:00:00.000000',NULL,1,'organisation-made','organisation:1','{}');
INSERT INTO "audit_entry" VALUES(2,'2026-03-02 09:00:00.000000',NULL,1,'cohort-made','cohort:1','{}');
INSERT INTO "audit_entry" VALUES(3,'2026-03-02 09:00:00.000000',NULL,1,'enrolled','user:1','{"course":"course-v1:T+C+r","cohort":1}');
CREATE TABLE cohort (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	slug VARCHAR(60) NOT NULL, 
	starts_on DATE, 
	"plan" JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	closed_at DATETIME, 
	CONSTRAINT pk_cohort PRIMARY KEY (id), 
	CONSTRAINT fk_cohort_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT uq_cohort_organisation_id_id UNIQUE (organisation_id, id), 
	CONSTRAINT uq_cohort_organisation_id_slug UNIQUE (organisation_id, slug), 
	CONSTRAINT uq_cohort_uuid UNIQUE (uuid)
);
INSERT INTO "cohort" VALUES(1,'fd3a9c141dde48adb0b3b1f0ec56c645',1,'Group one','group-one',NULL,'{}','2026-03-02 09:00:00.000000',NULL);
CREATE TABLE course (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	"key" VARCHAR(255) NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_course PRIMARY KEY (id), 
	CONSTRAINT fk_course_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT uq_course_key UNIQUE ("key"), 
	CONSTRAINT uq_course_uuid UNIQUE (uuid)
);
INSERT INTO "course" VALUES(1,'976a49ae0a7b4df4803ab2d87ce6d672','course-v1:T+C+r',1,'2026-03-02 09:00:00.000000');
CREATE TABLE course_content (
	hash VARCHAR(64) NOT NULL, 
	body TEXT NOT NULL, 
	CONSTRAINT pk_course_content PRIMARY KEY (hash)
);
INSERT INTO "course_content" VALUES('02f15742200b05f259d8545326d57dc4580878326e78b7d19d7b205a47fa2b0f','{"attributes":[["display_name","Trade"],["language","en"]],"body":"","name":"r","type":"course"}');
INSERT INTO "course_content" VALUES('219db9ef46a220447292fe03993eadf761c62edba3a47065971a0ddf71627b72','{"attributes":[["display_name","Page"]],"body":"","name":"p","type":"vertical"}');
INSERT INTO "course_content" VALUES('27e9116a7c2c77888d27b3f06462599224b441ae88b9e6c7b34f4f82c45ada2b','{"attributes":[["display_name","Module"]],"body":"","name":"m","type":"chapter"}');
INSERT INTO "course_content" VALUES('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a','{}');
INSERT INTO "course_content" VALUES('4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945','[]');
INSERT INTO "course_content" VALUES('79c08d36a6381dc3d33c9d3f01fd63136c1021ca8f37efa2e7243fe5b43186c8','{"attributes":[["display_name","Unit"]],"body":"","name":"u","type":"sequential"}');
INSERT INTO "course_content" VALUES('efcf98a617e7ca98bdbe4500fef9568a4d2db15d687e8788fd17d9e619214fda','{"attributes":[],"body":"<multiplechoiceresponse><label>Who pays?</label><choicegroup>\n<choice correct=\"false\">The buyer</choice><choice correct=\"true\">The seller</choice>\n</choicegroup></multiplechoiceresponse>","name":"q","type":"problem"}');
CREATE TABLE course_draft (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	course_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	manifest JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	created_by INTEGER, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_course_draft PRIMARY KEY (id), 
	CONSTRAINT fk_course_draft_course_id FOREIGN KEY(course_id) REFERENCES course (id), 
	CONSTRAINT uq_course_draft_course_id_number UNIQUE (course_id, number), 
	CONSTRAINT uq_course_draft_uuid UNIQUE (uuid)
);
INSERT INTO "course_draft" VALUES(1,'12f445e6b9484ab88022e0ca89e4fd19',1,1,'8b8f8b28f2c5d04e60732c99f36a41f18644db21de24a7bc4a5214678eff42cf','{"format":1,"org":"T","course":"C","run":"r","root":["02f15742200b05f259d8545326d57dc4580878326e78b7d19d7b205a47fa2b0f","block.xml",1,[["27e9116a7c2c77888d27b3f06462599224b441ae88b9e6c7b34f4f82c45ada2b","block.xml",1,[["79c08d36a6381dc3d33c9d3f01fd63136c1021ca8f37efa2e7243fe5b43186c8","block.xml",2,[["219db9ef46a220447292fe03993eadf761c62edba3a47065971a0ddf71627b72","block.xml",2,[["efcf98a617e7ca98bdbe4500fef9568a4d2db15d687e8788fd17d9e619214fda","block.xml",3,[]]]]]]]]]],"documents":{"policy":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","pages":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","static":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","files":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","drafts":"4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945","draft_blocks":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}}','2026-03-02 09:00:00.000000',NULL,'');
CREATE TABLE course_live (
	course_id INTEGER NOT NULL, 
	version_id INTEGER NOT NULL, 
	CONSTRAINT pk_course_live PRIMARY KEY (course_id), 
	CONSTRAINT fk_course_live_course_id FOREIGN KEY(course_id) REFERENCES course (id), 
	CONSTRAINT fk_course_live_version_id FOREIGN KEY(version_id) REFERENCES course_version (id)
);
INSERT INTO "course_live" VALUES(1,1);
CREATE TABLE course_version (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	course_id INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	draft_id INTEGER NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	manifest JSON NOT NULL, 
	compiled_hash VARCHAR(64) NOT NULL, 
	languages JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	created_by INTEGER, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_course_version PRIMARY KEY (id), 
	CONSTRAINT fk_course_version_course_id FOREIGN KEY(course_id) REFERENCES course (id), 
	CONSTRAINT fk_course_version_draft_id FOREIGN KEY(draft_id) REFERENCES course_draft (id), 
	CONSTRAINT uq_course_version_course_id_number UNIQUE (course_id, number), 
	CONSTRAINT uq_course_version_uuid UNIQUE (uuid)
);
INSERT INTO "course_version" VALUES(1,'0e0323490429402094710d06ec97b26e',1,1,1,'8b8f8b28f2c5d04e60732c99f36a41f18644db21de24a7bc4a5214678eff42cf','{"format":1,"org":"T","course":"C","run":"r","root":["02f15742200b05f259d8545326d57dc4580878326e78b7d19d7b205a47fa2b0f","block.xml",1,[["27e9116a7c2c77888d27b3f06462599224b441ae88b9e6c7b34f4f82c45ada2b","block.xml",1,[["79c08d36a6381dc3d33c9d3f01fd63136c1021ca8f37efa2e7243fe5b43186c8","block.xml",2,[["219db9ef46a220447292fe03993eadf761c62edba3a47065971a0ddf71627b72","block.xml",2,[["efcf98a617e7ca98bdbe4500fef9568a4d2db15d687e8788fd17d9e619214fda","block.xml",3,[]]]]]]]]]],"documents":{"policy":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","pages":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","static":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","files":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a","drafts":"4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945","draft_blocks":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}}','24f08ee3b853924c36ebc94bf31096c92c4d230a1af8ee5e6f8cda089c76127d','{"en":"41dc6fbaf3182e1e78189499844db461c888e5fe8fdae3e56ab9831b76934058"}','2026-03-02 09:00:00.000000',NULL,'');
CREATE TABLE enrolment (
	course_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	cohort_id INTEGER, 
	state VARCHAR(10) NOT NULL, 
	groups JSON NOT NULL, 
	extra_time_percent INTEGER NOT NULL, 
	due_extension_seconds INTEGER NOT NULL, 
	enrolled_at DATETIME NOT NULL, 
	ended_at DATETIME, 
	CONSTRAINT pk_enrolment PRIMARY KEY (course_id, user_id), 
	CONSTRAINT ck_enrolment_ended CHECK ((state = 'ended') = (ended_at IS NOT NULL)), 
	CONSTRAINT ck_enrolment_state CHECK (state IN ('active', 'ended')), 
	CONSTRAINT ck_enrolment_accommodation CHECK (extra_time_percent >= 0 AND due_extension_seconds >= 0), 
	CONSTRAINT uq_enrolment_uuid UNIQUE (uuid)
);
INSERT INTO "enrolment" VALUES(1,1,'c3dea866cf174f79a9b4d2d0a4cfa2d7',1,1,'active','{}',0,0,'2026-03-02 09:00:00.000000',NULL);
CREATE TABLE invitation (
	code VARCHAR(16) NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	cohort_id INTEGER NOT NULL, 
	course_id INTEGER NOT NULL, 
	role VARCHAR(20) NOT NULL, 
	created_at DATETIME NOT NULL, 
	created_by INTEGER, 
	expires_at DATETIME NOT NULL, 
	max_uses INTEGER NOT NULL, 
	uses INTEGER NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_invitation PRIMARY KEY (code), 
	CONSTRAINT ck_invitation_role CHECK (role = 'trainee'), 
	CONSTRAINT ck_invitation_uses CHECK (uses >= 0 AND uses <= max_uses), 
	CONSTRAINT fk_invitation_course_id FOREIGN KEY(course_id) REFERENCES course (id), 
	CONSTRAINT fk_invitation_created_by FOREIGN KEY(created_by) REFERENCES account (id), 
	CONSTRAINT fk_invitation_cohort FOREIGN KEY(organisation_id, cohort_id) REFERENCES cohort (organisation_id, id)
);
CREATE TABLE journal (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	course_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	usage VARCHAR(255) NOT NULL, 
	handler VARCHAR(100) NOT NULL, 
	suffix VARCHAR(255) NOT NULL, 
	content_type VARCHAR(255) NOT NULL, 
	body_hash VARCHAR(64) NOT NULL, 
	body TEXT, 
	body_encoding VARCHAR(10) NOT NULL, 
	status INTEGER NOT NULL, 
	response_hash VARCHAR(64) NOT NULL, 
	response TEXT, 
	response_encoding VARCHAR(10) NOT NULL, 
	response_headers JSON NOT NULL, 
	events JSON NOT NULL, 
	version_id INTEGER, 
	language VARCHAR(10) NOT NULL, 
	device VARCHAR(64) NOT NULL, 
	client_time DATETIME, 
	client_sequence INTEGER, 
	server_time DATETIME NOT NULL, 
	epoch VARCHAR(36) NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (id), 
	CONSTRAINT uq_journal_key UNIQUE (course_id, user_id, "key"), 
	CONSTRAINT uq_journal_uuid UNIQUE (uuid)
);
INSERT INTO "journal" VALUES(1,'0302494ee0c045e6bc781d20808f02ba',1,1,1,'first-answer','problem/q','submit','','application/json','0679d1622ae6d5f61f802008f3a25f06cae53256a628cd130859586bb69cfd24','{"answers": {"2_1": "choice_1"}}','',200,'25491e3579fd88af8ec028978bbd8e31d4e2986bb27921058529a854c1a6b09c','{"html": "<div class=\"problem\" data-verdict=\"right\">\n<form class=\"problem-form\" method=\"post\" action=\"/xblock/block-v1:T+C+r+type@problem+block@q/handler/submit\" novalidate>\n  <div class=\"problem-head\" data-part=\"head\">\n    <p class=\"problem-saved\">\n      <svg class=\"icon problem-icon problem-icon-saved\" viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M3 3h14v14H3zM6.5 10.5 9 13l5-6\"/></svg>\n<span data-saved>Saved at <time datetime=\"2026-03-02T09:00:00+00:00\" data-clock>09:00</time></span>\n    </p>\n  </div>\n  <div class=\"problem-question\" data-part=\"question\">\n<fieldset class=\"problem-field\" disabled>\n  <legend class=\"problem-stem\">Who pays?</legend>\n  \n  <label class=\"choice\">\n    <input type=\"radio\" name=\"input_2_1\" value=\"choice_0\">\n    <span class=\"choice-mark\" aria-hidden=\"true\">A</span>\n    <span class=\"choice-text\" dir=\"auto\">The buyer</span>\n    \n  </label>\n  <label class=\"choice is-chosen is-right\">\n    <input type=\"radio\" name=\"input_2_1\" value=\"choice_1\" checked>\n    <span class=\"choice-mark\" aria-hidden=\"true\">B</span>\n    <span class=\"choice-text\" dir=\"auto\">The seller</span>\n    <span class=\"choice-note is-right\"><svg class=\"icon problem-icon problem-icon-tick\" viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M4 10.5 8.5 15 16 6\"/></svg>\nRight</span>\n  </label>\n</fieldset>\n\n  </div>\n  <div class=\"problem-hints\" data-part=\"hints\">\n  </div>\n  <div class=\"problem-feedback\" data-part=\"feedback\" role=\"status\" aria-live=\"polite\">\n    <div class=\"problem-panel problem-right\" tabindex=\"-1\" data-focus>\n      <p class=\"problem-verdict\"><svg class=\"icon problem-icon problem-icon-tick\" viewBox=\"0 0 20 20\" width=\"20\" height=\"20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M4 10.5 8.5 15 16 6\"/></svg>\n<span>Right</span></p>\n    </div>\n  </div>\n  <div class=\"problem-solution\" data-part=\"solution\">\n  </div>\n  <div class=\"problem-actions\" data-part=\"actions\">\n    <button class=\"problem-quiet\" type=\"submit\" name=\"show\" formaction=\"/xblock/block-v1:T+C+r+type@problem+block@q/handler/show\" data-act=\"show\">Show the answer</button>\n  </div>\n</form>\n</div>", "status": "right", "message": "Right", "score": {"earned": "1.000000", "possible": "1"}, "attempts_used": 1, "attempts_left": null}','','{"Content-Type":"application/json"}','[{"block":"problem/q","type":"grade","data":{"value":"1.000000","max_value":"1"}}]',1,'en','',NULL,NULL,'2026-03-02 09:00:00.000000','first');
CREATE TABLE learner_state (
	course_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	scope VARCHAR(40) NOT NULL, 
	reference VARCHAR(255) NOT NULL, 
	fields JSON NOT NULL, 
	version_id INTEGER, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	CONSTRAINT pk_learner_state PRIMARY KEY (course_id, user_id, scope, reference)
);
INSERT INTO "learner_state" VALUES(1,1,'blockscope.usage','problem/q','{"attempts":1,"answers":{"2_1":"choice_1"},"saved_answers":{},"notice":"","correctness":{"2_1":"right"},"score":{"earned":"1.000000","possible":"1"},"done":true,"last_submission_time":"2026-03-02T09:00:00Z","saved_at":"2026-03-02T09:00:00Z"}',1,'2026-03-02 09:00:00.000000','2026-03-02 09:00:00.000000');
CREATE TABLE one_time_link (
	id INTEGER NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	user_id INTEGER NOT NULL, 
	purpose VARCHAR(20) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	CONSTRAINT pk_one_time_link PRIMARY KEY (id), 
	CONSTRAINT fk_one_time_link_user_id FOREIGN KEY(user_id) REFERENCES account (id), 
	CONSTRAINT uq_one_time_link_fingerprint UNIQUE (fingerprint)
);
CREATE TABLE organisation (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	name VARCHAR(200) NOT NULL, 
	slug VARCHAR(60) NOT NULL, 
	kind VARCHAR(20) NOT NULL, 
	time_zone VARCHAR(64) NOT NULL, 
	is_demo BOOLEAN NOT NULL, 
	created_at DATETIME NOT NULL, 
	CONSTRAINT pk_organisation PRIMARY KEY (id), 
	CONSTRAINT ck_organisation_kind CHECK (kind IN ('centre', 'school', 'company', 'author')), 
	CONSTRAINT uq_organisation_slug UNIQUE (slug), 
	CONSTRAINT uq_organisation_uuid UNIQUE (uuid)
);
INSERT INTO "organisation" VALUES(1,'eb189970157a4221a56c561bd5d6878d','Centre','centre','centre','Africa/Casablanca',0,'2026-03-02 09:00:00.000000');
CREATE TABLE progress (
	course_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	units_done INTEGER NOT NULL, 
	units_total INTEGER NOT NULL, 
	modules_done INTEGER NOT NULL, 
	modules_total INTEGER NOT NULL, 
	earned BIGINT NOT NULL, 
	possible BIGINT NOT NULL, 
	units JSON NOT NULL, 
	detail JSON NOT NULL, 
	last_page VARCHAR(255), 
	last_at DATETIME, 
	version_hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_progress PRIMARY KEY (course_id, user_id), 
	CONSTRAINT ck_progress_modules_within_total CHECK (modules_done <= modules_total), 
	CONSTRAINT ck_progress_units_within_total CHECK (units_done <= units_total)
);
INSERT INTO "progress" VALUES(1,1,1,1,1,1,1000000,1000000,'{"sequential/u":"done"}','{"completions":{"problem/q":"1"},"scores":{"problem/q":["1","1"]},"pages":["vertical/p"],"modules":["chapter/m"],"sections":{"sequential/u":["1","1"]}}','vertical/p','2026-03-02 09:00:00.000000','24f08ee3b853924c36ebc94bf31096c92c4d230a1af8ee5e6f8cda089c76127d');
CREATE TABLE publish_log (
	id INTEGER NOT NULL, 
	uuid CHAR(32) NOT NULL, 
	course_id INTEGER NOT NULL, 
	from_version_id INTEGER, 
	to_version_id INTEGER NOT NULL, 
	at DATETIME NOT NULL, 
	"by" INTEGER, 
	note TEXT NOT NULL, 
	CONSTRAINT pk_publish_log PRIMARY KEY (id), 
	CONSTRAINT fk_publish_log_course_id FOREIGN KEY(course_id) REFERENCES course (id), 
	CONSTRAINT fk_publish_log_from_version_id FOREIGN KEY(from_version_id) REFERENCES course_version (id), 
	CONSTRAINT fk_publish_log_to_version_id FOREIGN KEY(to_version_id) REFERENCES course_version (id), 
	CONSTRAINT uq_publish_log_uuid UNIQUE (uuid)
);
INSERT INTO "publish_log" VALUES(1,'7e3e6761f4eb40d0973b1cde70aa7e36',1,NULL,1,'2026-03-02 09:00:00.000000',NULL,'');
CREATE TABLE role_grant (
	id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	organisation_id INTEGER, 
	cohort_id INTEGER, 
	role VARCHAR(20) NOT NULL, 
	granted_at DATETIME NOT NULL, 
	CONSTRAINT pk_role_grant PRIMARY KEY (id), 
	CONSTRAINT ck_role_grant_cohort_roles CHECK (cohort_id IS NULL OR role IN ('trainee', 'trainer')), 
	CONSTRAINT ck_role_grant_site_is_for_administrators CHECK (organisation_id IS NOT NULL OR role = 'administrator'), 
	CONSTRAINT ck_role_grant_role CHECK (role IN ('trainee', 'trainer', 'author', 'coordinator', 'administrator')), 
	CONSTRAINT ck_role_grant_cohort_has_organisation CHECK (cohort_id IS NULL OR organisation_id IS NOT NULL), 
	CONSTRAINT fk_role_grant_cohort FOREIGN KEY(organisation_id, cohort_id) REFERENCES cohort (organisation_id, id), 
	CONSTRAINT fk_role_grant_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id), 
	CONSTRAINT fk_role_grant_user_id FOREIGN KEY(user_id) REFERENCES account (id)
);
INSERT INTO "role_grant" VALUES(1,1,1,1,'trainee','2026-03-02 09:00:00.000000');
CREATE TABLE score (
	course_id INTEGER NOT NULL, 
	user_id INTEGER NOT NULL, 
	block_key VARCHAR(255) NOT NULL, 
	earned BIGINT NOT NULL, 
	possible BIGINT NOT NULL, 
	first_at DATETIME NOT NULL, 
	last_at DATETIME NOT NULL, 
	version_id INTEGER, 
	overridden_by INTEGER, 
	CONSTRAINT pk_score PRIMARY KEY (course_id, user_id, block_key), 
	CONSTRAINT ck_score_possible_not_negative CHECK (possible >= 0)
);
INSERT INTO "score" VALUES(1,1,'problem/q',1000000,1000000,'2026-03-02 09:00:00.000000','2026-03-02 09:00:00.000000',1,NULL);
CREATE TABLE server_epoch (
	id INTEGER NOT NULL, 
	epoch VARCHAR(36) NOT NULL, 
	began_at DATETIME NOT NULL, 
	CONSTRAINT pk_server_epoch PRIMARY KEY (id)
);
CREATE TABLE sign_in_throttle (
	subject VARCHAR(40) NOT NULL, 
	failures INTEGER NOT NULL, 
	last_at DATETIME NOT NULL, 
	blocked_until DATETIME NOT NULL, 
	CONSTRAINT pk_sign_in_throttle PRIMARY KEY (subject)
);
CREATE TABLE user_session (
	id INTEGER NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	user_id INTEGER NOT NULL, 
	device VARCHAR(100) NOT NULL, 
	created_at DATETIME NOT NULL, 
	expires_at DATETIME NOT NULL, 
	revoked_at DATETIME, 
	CONSTRAINT pk_user_session PRIMARY KEY (id), 
	CONSTRAINT fk_user_session_user_id FOREIGN KEY(user_id) REFERENCES account (id), 
	CONSTRAINT uq_user_session_fingerprint UNIQUE (fingerprint)
);
CREATE INDEX ix_enrolment_cohort ON enrolment (cohort_id, course_id, user_id);
CREATE INDEX ix_enrolment_user ON enrolment (user_id, course_id);
CREATE INDEX ix_journal_usage ON journal (course_id, usage, server_time);
CREATE INDEX ix_audit_entry_organisation ON audit_entry (organisation_id, id);
CREATE INDEX ix_course_organisation_id ON course (organisation_id);
CREATE INDEX ix_one_time_link_user_id ON one_time_link (user_id);
CREATE INDEX ix_user_session_user_id ON user_session (user_id);
CREATE INDEX ix_invitation_cohort_id ON invitation (cohort_id);
CREATE INDEX ix_role_grant_organisation ON role_grant (organisation_id, role);
CREATE INDEX ix_role_grant_user_id ON role_grant (user_id);
CREATE UNIQUE INDEX uq_role_grant_cohort ON role_grant (user_id, cohort_id, role) WHERE cohort_id IS NOT NULL;
CREATE UNIQUE INDEX uq_role_grant_organisation ON role_grant (user_id, organisation_id, role) WHERE organisation_id IS NOT NULL AND cohort_id IS NULL;
CREATE UNIQUE INDEX uq_role_grant_site ON role_grant (user_id, role) WHERE organisation_id IS NULL;
CREATE INDEX ix_publish_log_course_id ON publish_log (course_id);
COMMIT;
