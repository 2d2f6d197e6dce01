-- 0001: the foundation: people, rota, callbacks, outbox, audit.

CREATE TABLE migration (
	version INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	sha256 TEXT NOT NULL,
	applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
	key TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

-- People and how they come in ---------------------------------------------

CREATE TABLE person (
	id INTEGER PRIMARY KEY,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	name TEXT,
	role TEXT NOT NULL
	    CHECK (role IN ('guest', 'volunteer', 'coordinator', 'admin')),
	state TEXT NOT NULL DEFAULT 'active'
	    CHECK (state IN ('active', 'suspended', 'erased')),
	phone_key INTEGER, phone_sealed BLOB, phone_index BLOB UNIQUE,
	email_key INTEGER, email_sealed BLOB, email_index BLOB UNIQUE,
	language TEXT,			-- NULL: as the browser asks
	version INTEGER NOT NULL DEFAULT 1,
	created_at INTEGER NOT NULL,
	approved_at INTEGER,
	approved_by INTEGER REFERENCES person (id),
	-- Start of their latest live booking, past or to come, 0 without one:
	-- kept by the triggers of booking, so that the most rested are found
	-- without a look at everybody's bookings.
	last_shift_at INTEGER NOT NULL DEFAULT 0,
	CHECK ((phone_key IS NULL) = (phone_sealed IS NULL)),
	CHECK ((email_key IS NULL) = (email_sealed IS NULL)),
	CHECK (state = 'erased' OR
	    (name IS NOT NULL AND phone_sealed IS NOT NULL
	    AND phone_index IS NOT NULL))
) STRICT;
CREATE INDEX person_by_role ON person (role, state, created_at, id);
-- Erased people have no name and so stand in neither range.
CREATE INDEX person_by_name ON person (lower(name), id);
CREATE INDEX person_by_role_name ON person (role, lower(name), id);
CREATE INDEX person_by_rest ON person (last_shift_at, id DESC)
    WHERE state = 'active' AND role <> 'guest';

-- How many there are of each role and state, kept by the triggers: the pages of
-- coordinators say so, and counting 5,000 each time was half of their cost.
CREATE TABLE person_count (
	role TEXT NOT NULL,
	state TEXT NOT NULL,
	n INTEGER NOT NULL CHECK (n >= 0),
	PRIMARY KEY (role, state)
) STRICT;
CREATE TRIGGER person_counted AFTER INSERT ON person BEGIN
	INSERT INTO person_count (role, state, n)
	    VALUES (NEW.role, NEW.state, 1)
	    ON CONFLICT (role, state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER person_counted_anew AFTER UPDATE OF role, state ON person BEGIN
	UPDATE person_count SET n = n - 1
	    WHERE role = OLD.role AND state = OLD.state;
	INSERT INTO person_count (role, state, n)
	    VALUES (NEW.role, NEW.state, 1)
	    ON CONFLICT (role, state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER person_kept BEFORE DELETE ON person BEGIN
	SELECT RAISE(ABORT, 'a person is erased, never deleted');
END;

CREATE TABLE session (
	id INTEGER PRIMARY KEY,
	token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
	person INTEGER NOT NULL REFERENCES person (id),
	surface TEXT NOT NULL CHECK (surface IN ('browser', 'api')),
	factors TEXT NOT NULL CHECK (factors IN ('sms', 'link')),
	user_agent TEXT NOT NULL,
	address TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	authenticated_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	ended_at INTEGER,
	ended_why TEXT CHECK (ended_why IN
	    ('logout', 'replaced', 'expired', 'suspended', 'evicted')),
	CHECK ((ended_at IS NULL) = (ended_why IS NULL))
) STRICT;
CREATE INDEX session_by_person ON session (person, created_at)
    WHERE ended_at IS NULL;
CREATE INDEX session_by_expiry ON session (expires_at);

-- A one-time code that was asked for.  An unknown number makes the same row,
-- with no person, in the same time (PRODUCT rule 8).  Secret, so person has
-- no foreign key: SQLite asks a program that writes people for READ on every
-- table that refers to them.
CREATE TABLE challenge (
	id INTEGER PRIMARY KEY,
	token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
	purpose TEXT NOT NULL CHECK (purpose IN ('login')),
	person INTEGER,			-- NULL: nobody may come in with it
	phone_index BLOB NOT NULL CHECK (length(phone_index) = 32),
	origin_index BLOB NOT NULL CHECK (length(origin_index) = 32),
	code_mac BLOB NOT NULL CHECK (length(code_mac) = 32),
	tries INTEGER NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
	sends INTEGER NOT NULL DEFAULT 1 CHECK (sends >= 1),
	created_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	resend_at INTEGER NOT NULL,
	used_at INTEGER,
	voided_at INTEGER
) STRICT;
-- One is live for a number and the address that asks for it.
CREATE UNIQUE INDEX challenge_live
    ON challenge (phone_index, purpose, origin_index)
    WHERE used_at IS NULL AND voided_at IS NULL;
CREATE INDEX challenge_unused ON challenge (phone_index, purpose, created_at)
    WHERE used_at IS NULL;
CREATE INDEX challenge_by_expiry ON challenge (expires_at);

-- A link that works once: the first admin's.  Secret.
CREATE TABLE invitation (
	id INTEGER PRIMARY KEY,
	token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
	purpose TEXT NOT NULL CHECK (purpose IN ('first-admin')),
	created_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	used_at INTEGER,
	used_by INTEGER			-- a person; no foreign key, as above
) STRICT;

-- The rota -----------------------------------------------------------------

CREATE TABLE schedule (
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL,
	zone TEXT NOT NULL,
	duration_min INTEGER NOT NULL CHECK (duration_min BETWEEN 1 AND 2880),
	starts_on TEXT NOT NULL,	-- local dates, inclusive (rule 2)
	ends_on TEXT,
	seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 1000),
	needed INTEGER NOT NULL CHECK (needed BETWEEN 0 AND seats),
	entered_as TEXT NOT NULL
	    CHECK (entered_as IN ('weekly', 'rrule', 'cron')),
	entered TEXT NOT NULL,		-- JSON, as the form gave it
	place TEXT,
	notes TEXT,
	version INTEGER NOT NULL DEFAULT 1,
	expanded_to INTEGER NOT NULL,	-- shifts exist for starts before it
	created_at INTEGER NOT NULL,
	created_by INTEGER REFERENCES person (id),
	ended_at INTEGER,
	CHECK (ends_on IS NULL OR ends_on >= starts_on)
) STRICT;
CREATE INDEX schedule_live ON schedule (name, id) WHERE ended_at IS NULL;
CREATE INDEX schedule_ended ON schedule (name, id)
    WHERE ended_at IS NOT NULL;

CREATE TABLE schedule_rule (
	schedule INTEGER NOT NULL REFERENCES schedule (id),
	n INTEGER NOT NULL,
	starts TEXT NOT NULL,		-- DTSTART, local, YYYY-MM-DDTHH:MM
	rrule TEXT NOT NULL,
	PRIMARY KEY (schedule, n)
) STRICT;

-- One occurrence.  changed: 1 moved, 2 resized, 4 renamed: an edit of the
-- schedule leaves these alone; 8 kept: it stays though the schedule no longer
-- yields it.  No shift is longer than three days, so that whatever runs at a
-- moment is found in an index on starts.
CREATE TABLE shift (
	id INTEGER PRIMARY KEY,
	schedule INTEGER REFERENCES schedule (id),
	occurrence TEXT,		-- local, YYYY-MM-DDTHH:MM
	zone TEXT NOT NULL,
	name TEXT NOT NULL,
	starts_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 1000),
	needed INTEGER NOT NULL CHECK (needed BETWEEN 0 AND seats),
	taken INTEGER NOT NULL DEFAULT 0 CHECK (taken BETWEEN 0 AND 1000),
	place TEXT,
	notes TEXT,
	changed INTEGER NOT NULL DEFAULT 0,
	sequence INTEGER NOT NULL DEFAULT 0,
	cancelled_at INTEGER,
	cancelled_by INTEGER REFERENCES person (id),
	cancel_reason TEXT,
	CHECK (ends_at > starts_at AND ends_at - starts_at <= 259200),
	CHECK ((schedule IS NULL) = (occurrence IS NULL)),
	UNIQUE (schedule, occurrence),	-- a cancelled shift never reappears
	UNIQUE (id, starts_at, ends_at)	-- what a booking refers to
) STRICT;
CREATE INDEX shift_open ON shift (starts_at, id)
    WHERE cancelled_at IS NULL AND taken < seats;
CREATE INDEX shift_by_start ON shift (starts_at, id);
CREATE INDEX shift_by_schedule ON shift (schedule, starts_at, id);

-- Never deleted, only ended.  Live means not cancelled.  buddy is whose number
-- was given, if known, and never shown to whoever gave it; buddy_name as typed.
CREATE TABLE booking (
	id INTEGER PRIMARY KEY,
	shift INTEGER NOT NULL,
	starts_at INTEGER NOT NULL,
	ends_at INTEGER NOT NULL,
	seat INTEGER NOT NULL CHECK (seat >= 1),
	person INTEGER NOT NULL REFERENCES person (id),
	buddy INTEGER REFERENCES person (id),
	buddy_name TEXT,
	state TEXT NOT NULL DEFAULT 'booked'
	    CHECK (state IN ('booked', 'cancelled', 'attended', 'missed')),
	source TEXT NOT NULL CHECK (source IN
	    ('self', 'coordinator', 'standing', 'cover', 'waiting')),
	booked_at INTEGER NOT NULL,
	booked_by INTEGER NOT NULL REFERENCES person (id),
	ended_at INTEGER,
	ended_by INTEGER REFERENCES person (id),
	end_reason TEXT,
	FOREIGN KEY (shift, starts_at, ends_at)
	    REFERENCES shift (id, starts_at, ends_at) ON UPDATE CASCADE,
	CHECK (buddy IS NULL OR buddy <> person)
) STRICT;
CREATE UNIQUE INDEX booking_seat ON booking (shift, seat)
    WHERE state <> 'cancelled';
CREATE INDEX booking_overlap ON booking (person, ends_at, starts_at)
    WHERE state <> 'cancelled';
-- Who is on a shift, without a look at the table; and the foreign key's.
CREATE INDEX booking_by_shift ON booking (shift, seat, person, state);
CREATE INDEX booking_by_person ON booking (person, starts_at, id);
CREATE INDEX booking_by_buddy ON booking (buddy, starts_at)
    WHERE buddy IS NOT NULL;

-- The last word on rule 3, whatever wrote: nobody is in two places (nor twice
-- on one shift), nobody on a seat that the shift does not have, nobody on a
-- cancelled shift.
CREATE TRIGGER booking_fits BEFORE INSERT ON booking
WHEN NEW.state <> 'cancelled' BEGIN
	SELECT RAISE(ABORT, 'overlap') WHERE EXISTS (
	    SELECT 1 FROM booking b WHERE b.person = NEW.person
	    AND b.state <> 'cancelled' AND b.ends_at > NEW.starts_at
	    AND b.starts_at < NEW.ends_at);
	SELECT RAISE(ABORT, 'no such seat') FROM shift s
	    WHERE s.id = NEW.shift
	    AND (s.cancelled_at IS NOT NULL OR NEW.seat > s.seats);
END;
CREATE TRIGGER booking_moves BEFORE UPDATE OF starts_at, ends_at, person
ON booking WHEN NEW.state <> 'cancelled' BEGIN
	SELECT RAISE(ABORT, 'overlap') WHERE EXISTS (
	    SELECT 1 FROM booking b WHERE b.person = NEW.person
	    AND b.state <> 'cancelled' AND b.ends_at > NEW.starts_at
	    AND b.starts_at < NEW.ends_at AND b.id <> NEW.id);
END;
CREATE TRIGGER shift_holds BEFORE UPDATE OF seats, cancelled_at ON shift BEGIN
	SELECT RAISE(ABORT, 'a taken seat stays') WHERE EXISTS (
	    SELECT 1 FROM booking b WHERE b.shift = NEW.id
	    AND b.state <> 'cancelled'
	    AND (b.seat > NEW.seats OR NEW.cancelled_at IS NOT NULL));
END;

CREATE TRIGGER booking_taken AFTER INSERT ON booking
WHEN NEW.state <> 'cancelled' BEGIN
	UPDATE shift SET taken = taken + 1 WHERE id = NEW.shift;
END;
CREATE TRIGGER booking_released AFTER UPDATE OF state ON booking
WHEN OLD.state <> 'cancelled' AND NEW.state = 'cancelled' BEGIN
	UPDATE shift SET taken = taken - 1 WHERE id = NEW.shift;
END;
CREATE TRIGGER booking_rest AFTER INSERT ON booking
WHEN NEW.state <> 'cancelled' BEGIN
	UPDATE person SET last_shift_at = NEW.starts_at
	    WHERE id = NEW.person AND last_shift_at < NEW.starts_at;
END;
CREATE TRIGGER booking_rest_anew
AFTER UPDATE OF state, starts_at, ends_at, person ON booking BEGIN
	UPDATE person SET last_shift_at = coalesce((SELECT b.starts_at
	    FROM booking b WHERE b.person = person.id
	    AND b.state <> 'cancelled' ORDER BY b.ends_at DESC LIMIT 1), 0)
	    WHERE id IN (OLD.person, NEW.person);
END;
CREATE TRIGGER booking_stays_cancelled BEFORE UPDATE OF state ON booking
WHEN OLD.state = 'cancelled' AND NEW.state <> 'cancelled' BEGIN
	SELECT RAISE(ABORT, 'a cancelled booking stays cancelled');
END;
CREATE TRIGGER booking_kept BEFORE DELETE ON booking BEGIN
	SELECT RAISE(ABORT, 'a booking is ended, never deleted');
END;

-- Callbacks ----------------------------------------------------------------

CREATE TABLE callback (
	id INTEGER PRIMARY KEY,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	reference_hash BLOB NOT NULL UNIQUE CHECK (length(reference_hash) = 32),
	content_key INTEGER, content_sealed BLOB,	-- JSON: name, phone, message
	phone_index BLOB,
	topic TEXT NOT NULL
	    CHECK (topic IN ('seen', 'joining', 'advice', 'other')),
	ring_from INTEGER NOT NULL,
	ring_until INTEGER NOT NULL,
	voicemail INTEGER NOT NULL CHECK (voicemail IN (0, 1)),
	say_who INTEGER NOT NULL CHECK (say_who IN (0, 1)),
	consent_version INTEGER NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('pending', 'verified', 'calling',
	    'connected', 'completed', 'missed', 'retrying', 'sms_sent',
	    'failed', 'cancelled')),
	claimed_by INTEGER REFERENCES person (id),
	claimed_until INTEGER,
	due_at INTEGER NOT NULL,
	version INTEGER NOT NULL DEFAULT 1,
	created_at INTEGER NOT NULL,
	closed_at INTEGER,
	CHECK ((content_key IS NULL) = (content_sealed IS NULL)),
	CHECK ((claimed_by IS NULL) = (claimed_until IS NULL)),
	CHECK (ring_until >= ring_from)
) STRICT;
CREATE INDEX callback_open ON callback (due_at, id) WHERE closed_at IS NULL;
CREATE INDEX callback_claimed ON callback (claimed_by, due_at, id)
    WHERE closed_at IS NULL AND claimed_by IS NOT NULL;
CREATE INDEX callback_kept ON callback (created_at, id)
    WHERE content_key IS NOT NULL;
CREATE INDEX callback_by_phone ON callback (phone_index, created_at);
CREATE INDEX callback_closed ON callback (closed_at, id)
    WHERE closed_at IS NOT NULL;
CREATE INDEX callback_closed_kept ON callback (closed_at, id)
    WHERE closed_at IS NOT NULL AND content_key IS NOT NULL;

CREATE TABLE callback_event (
	id INTEGER PRIMARY KEY,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	callback INTEGER NOT NULL REFERENCES callback (id),
	at INTEGER NOT NULL,
	actor INTEGER REFERENCES person (id),
	state TEXT NOT NULL,
	note_key INTEGER, note_sealed BLOB,
	CHECK ((note_key IS NULL) = (note_sealed IS NULL))
) STRICT;
CREATE INDEX callback_event_by_callback ON callback_event (callback, id);

-- What leaves the machine --------------------------------------------------

CREATE TABLE outbox (
	id INTEGER PRIMARY KEY,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	kind TEXT NOT NULL,		-- names templates/notices/KIND.html
	channel TEXT NOT NULL CHECK (channel IN ('sms', 'mail', 'push', 'call')),
	person INTEGER REFERENCES person (id),
	booking INTEGER REFERENCES booking (id),	-- withdrawn with it
	shift INTEGER,			-- no foreign key: taking a never booked
					-- shift away would search it here
	callback INTEGER REFERENCES callback (id),
	challenge INTEGER,		-- withdrawn with it; no reference,
					-- since that table is secret
	dedupe TEXT UNIQUE,
	language TEXT NOT NULL,
	payload_key INTEGER, payload_sealed BLOB,	-- NULL once ended
	state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending',
	    'leased', 'sent', 'delivered', 'unknown', 'dead', 'withdrawn',
	    'expired')),
	priority INTEGER NOT NULL CHECK (priority BETWEEN 0 AND 2),
	due_at INTEGER NOT NULL,	-- of a leased row: when that ends
	expires_at INTEGER,
	attempts INTEGER NOT NULL DEFAULT 0,
	leased_by TEXT,
	leased_until INTEGER,
	provider_id TEXT,
	last_error TEXT,
	trace_id TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	ended_at INTEGER,
	CHECK ((payload_key IS NULL) = (payload_sealed IS NULL))
) STRICT;
CREATE INDEX outbox_due ON outbox (priority, due_at, id)
    WHERE state IN ('pending', 'leased');
CREATE INDEX outbox_by_booking ON outbox (booking)
    WHERE booking IS NOT NULL AND state IN ('pending', 'leased');
CREATE INDEX outbox_by_challenge ON outbox (challenge)
    WHERE challenge IS NOT NULL AND state IN ('pending', 'leased');
CREATE INDEX outbox_expiry ON outbox (expires_at)
    WHERE expires_at IS NOT NULL AND state IN ('pending', 'leased');
CREATE INDEX outbox_ended ON outbox (ended_at, id) WHERE ended_at IS NOT NULL;
CREATE INDEX outbox_trouble ON outbox (ended_at, id)
    WHERE state IN ('dead', 'unknown');

-- The audit chain ----------------------------------------------------------

-- hash = SHA-256 over prev and every column but the sealed detail, of which
-- only the digest counts: blanking it keeps the chain whole (rule 12).
CREATE TABLE audit (
	id INTEGER PRIMARY KEY,
	uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
	at INTEGER NOT NULL,
	actor INTEGER,
	actor_kind TEXT NOT NULL CHECK (actor_kind IN
	    ('person', 'public', 'operator', 'system')),
	event TEXT NOT NULL,
	subject_kind TEXT NOT NULL,
	subject INTEGER,
	detail_key INTEGER, detail_sealed BLOB,
	detail_digest BLOB NOT NULL CHECK (length(detail_digest) = 32),
	address TEXT NOT NULL,
	trace_id TEXT NOT NULL,
	prev BLOB NOT NULL CHECK (length(prev) = 32),
	hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject_kind, subject, id);
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN
	SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit
WHEN NEW.detail_sealed IS NOT NULL OR NEW.detail_key IS NOT NULL
    OR NEW.id <> OLD.id OR NEW.uid <> OLD.uid OR NEW.at <> OLD.at
    OR NEW.actor IS NOT OLD.actor OR NEW.actor_kind <> OLD.actor_kind
    OR NEW.event <> OLD.event OR NEW.subject_kind <> OLD.subject_kind
    OR NEW.subject IS NOT OLD.subject OR NEW.address <> OLD.address
    OR NEW.detail_digest <> OLD.detail_digest OR NEW.trace_id <> OLD.trace_id
    OR NEW.prev <> OLD.prev OR NEW.hash <> OLD.hash BEGIN
	SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
