/*
 * refusals: what we say when we do not do what was asked: what is wrong and
 * what to do about it, in words from the street.
 */
#include "web/refusals.h"

#include <string.h>

#include "view/language.h"
#include "web/private.h"

#include "base/banned.h"

struct sentence {
	const char *reason, *text;
};

static const struct sentence refusals_rows[] = {
	/* The shape of a form */
	{ "field-missing", N_("“{label}” is needed.") },
	{ "field-unknown", N_("There is no field “{label}” here.") },
	{ "field-repeated", N_("“{label}” was given more than once.") },
	{ "field-type", N_("“{label}” is of the wrong kind.") },
	{ "field-short", N_("“{label}” is too short: it needs at least {min} "
	    "characters.") },
	{ "field-long", N_("“{label}” is too long: it takes at most {max}.") },
	{ "field-range", N_("“{label}” must be from {min} to {max}.") },
	{ "field-word", N_("Choose one of the answers to “{label}”.") },
	{ "field-text", N_("“{label}” has characters that cannot be used.") },
	{ "field-date", N_("“{label}” is no real date or time.") },
	{ "json-malformed", N_("The body is not JSON as we read it: {why}.") },

	/* Where it came from, and how often */
	{ "csrf-origin", N_("This came from another site, so we did not do it. "
	    "Open the page here and send it again.") },
	{ "csrf-token", N_("This page had been open for too long. Go back, "
	    "load it again and send it once more.") },
	{ "rate-limited", N_("That was too often. Wait a little, then try "
	    "again.") },

	/* Signing in and joining */
	{ "phone-invalid", N_("That is no number we can send a message to. "
	    "Write it as you would dial it, or with + and the country.") },
	{ "phone-known", N_("Somebody with that number is on the list "
	    "already.") },
	{ "code-too-soon", N_("A code is on its way. You can ask for another "
	    "in {seconds} seconds.") },
	{ "code-shape", N_("A code has six digits.") },
	{ "code-wrong", N_("That code is wrong or too old. Look again, or ask "
	    "for another.") },
	{ "welcome-gone", N_("This link has been used, or is too old. Whoever "
	    "runs the machine can make another.") },
	{ "name-invalid",
	    N_("Write the name in letters, at most 80 of them.") },
	{ "language-unknown", N_("We do not have that language yet.") },

	/* People */
	{ "person-not-yours", N_("Your role does not allow that change.") },
	{ "person-self", N_("Nobody changes their own role or state. Ask "
	    "another administrator.") },
	{ "person-changed", N_("Somebody else changed this person meanwhile. "
	    "Look at it again, then change it.") },
	{ "person-unknown", N_("There is no such person.") },
	{ "person-not-volunteer",
	    N_("Only volunteers can be put on a shift.") },
	{ "last-admin", N_("This is the last administrator. Make another one "
	    "first.") },
	{ "not-waiting", N_("Nobody of that name is waiting to be approved any "
	    "more.") },
	{ "admin-exists", N_("This watch has an administrator already.") },

	/* Shifts and bookings */
	{ "seat-taken", N_("Somebody was quicker: this shift is full now.") },
	{ "overlap", N_("There is another shift at that time already.") },
	{ "shift-past", N_("This shift is over or has begun.") },
	{ "shift-started", N_("This shift has begun.") },
	{ "shift-gone", N_("One of these shifts is no longer there.") },
	{ "shift-cancelled", N_("This shift has been cancelled.") },
	{ "buddy-self", N_("A buddy is somebody else.") },
	{ "booking-ended", N_("This booking is cancelled already.") },
	{ "not-yours", N_("This booking is somebody else's.") },
	{ "cancel-too-late", N_("It starts too soon to cancel it here. Ring a "
	    "coordinator.") },

	/* Schedules */
	{ "name-missing", N_("Give the schedule a name.") },
	{ "zone-unknown", N_("There is no such time zone. Write it as "
	    "Europe/London or Africa/Johannesburg.") },
	{ "duration-range", N_("A shift lasts from one minute to 48 hours.") },
	{ "seats-range", N_("A shift has from 1 to 1000 seats.") },
	{ "needed-over-seats",
	    N_("It cannot need more people than it takes.") },
	{ "date-range", N_("That date is too far away.") },
	{ "date-order", N_("The last date must not be before the first.") },
	{ "recurrence-missing", N_("Say when: weekdays and a time, a rule, or "
	    "a cron line.") },
	{ "recurrence-several", N_("Say when in one way only: weekdays and a "
	    "time, a rule, or a cron line.") },
	{ "recurrence-too-many", N_("That makes more shifts than we can lay "
	    "down. Make it rarer or the season shorter.") },
	{ "recurrence-never",
	    N_("That never happens within the dates given.") },
	{ "weekly-days", N_("Choose at least one weekday.") },
	{ "weekly-time", N_("Say when it starts, such as 22:00.") },
	{ "start-syntax", N_("Write the start as a time of day, such as "
	    "22:00.") },
	{ "rrule-syntax", N_("That is no rule of RFC 5545, such as "
	    "FREQ=WEEKLY;BYDAY=SA.") },
	{ "rrule-frequency", N_("A rule repeats by day, week, month or year, "
	    "not more often.") },
	{ "rrule-too-many", N_("That rule makes too many shifts.") },
	{ "rrule-never", N_("That rule never happens.") },
	{ "cron-syntax", N_("A cron line has five fields: minute, hour, day, "
	    "month, weekday.") },
	{ "cron-range", N_("A number in that cron line is out of its range.") },
	{ "cron-never", N_("That cron line never happens.") },
	{ "cron-too-many", N_("That cron line makes too many shifts.") },
	{ "schedule-changed", N_("Somebody else changed this schedule "
	    "meanwhile. Look at it again, then change it.") },
	{ "schedule-ended", N_("This schedule has ended.") },
	{ "schedule-orphans", N_("Some shifts that people have booked no "
	    "longer fit. Say what becomes of them.") },

	/* Callbacks */
	{ "consent-needed", N_("We can only ring you if we may keep your "
	    "number until then. Tick the box to allow it.") },
	{ "when-unknown", N_("Choose when we may ring.") },
	{ "topic-unknown", N_("Choose what it is about.") },
	{ "callback-closed", N_("This request is closed already.") },
	{ "callback-claimed", N_("{claimer} has claimed this request.") },
	{ "callback-not-yours", N_("Claim this request first.") },
	{ "state-unknown", N_("Choose how it went.") },
	{ "state-order", N_("That cannot follow what is noted already.") },

	{ "cursor-invalid", N_("This list has moved on. Start again from its "
	    "beginning.") },
	{ "demo-not-empty", N_("There is something here already; the "
	    "demonstration goes into an empty watch only.") },
};

/* A box to tick, or hours: what a label alone would say badly. */
static const struct {
	enum field_kind kind;
	struct sentence sentence;
} refusals_kinds[] = {
	{ FIELD_BOOL, { "field-missing", N_("Tick “{label}” to go on.") } },
	{ FIELD_WORD, { "field-missing",
	    N_("Choose an answer to “{label}”.") } },
	{ FIELD_IDS, { "field-missing",
	    N_("Tick what you want to sign up for.") } },
	{ FIELD_IDS, { "field-long",
	    N_("Tick at most {max} at once.") } },
	{ FIELD_INT, { "field-type",
	    N_("“{label}” must be a whole number.") } },
	{ FIELD_HOURS, { "field-type",
	    N_("Write “{label}” as 4, 4.5 or 4:30.") } },
	{ FIELD_DATE, { "field-date",
	    N_("“{label}” must be a real date, as 2026-11-21.") } },
	{ FIELD_CLOCK, { "field-date",
	    N_("“{label}” must be a time of day, as 22:00.") } },
	{ FIELD_INSTANT, { "field-date", N_("“{label}” must be a real date, as "
	    "2026-11-21, or with its time as 2026-11-21T22:00:00Z.") } },
};

/* What is too short is better told by what it should be. */
static const struct {
	const char *field, *reason, *told_as;
} refusals_fields[] = {
	{ "phone", "field-short", "phone-invalid" },
	{ "buddy_phone", "field-short", "phone-invalid" },
	{ "code", "field-short", "code-shape" },
};

static const struct {
	const char *title, *text;
} refusals_statuses[STATUS__MAX] = {
	[OK] = { N_("Done"), N_("Done.") },
	[E_NOTFOUND] = { N_("Not here"), N_("There is nothing here, or it is "
	    "not yours to see.") },
	[E_CONFLICT] = { N_("Somebody was first"), N_("Things have changed "
	    "meanwhile. Look again, then try once more.") },
	[E_INVALID] = { N_("Not quite"), N_("We cannot take it like this.") },
	[E_DENIED] = { N_("Not allowed"), N_("Your role does not allow "
	    "that. Ask a coordinator if you think it should.") },
	[E_ANONYMOUS] = { N_("Sign in first"), N_("This is for people of the "
	    "watch. Sign in, then try again.") },
	[E_LIMITED] = { N_("Too often"), N_("That was too often. Wait a "
	    "little, then try again.") },
	[E_BUSY] = { N_("Busy"), N_("We are too busy right now, and nothing "
	    "was changed. Try again in a moment.") },
	[E_FAULT] = { N_("Our mistake"), N_("Something went wrong on our side, "
	    "and has been noted. Try again in a moment.") },
	[E_MALFORMED] = { N_("Not understood"), N_("We could not read that "
	    "request.") },
	[E_METHOD] = { N_("Not like this"), N_("This address cannot be used "
	    "like this. Go back, and begin again from the page.") },
	[E_TOOLARGE] = { N_("Too large"), N_("That is more than we take at "
	    "once.") },
	[E_MEDIA] = { N_("Not understood"), N_("We do not read that type of "
	    "content here.") },
};

const char *
refusals_find(const char *reason)
{
	size_t i;

	for (i = 0; i < sizeof(refusals_rows) / sizeof(refusals_rows[0]); i++)
		if (strcmp(refusals_rows[i].reason, reason) == 0)
			return refusals_rows[i].text;
	return NULL;
}

static const char *
refusals_of_kind(const char *reason, enum field_kind kind)
{
	size_t i;

	for (i = 0; i < sizeof(refusals_kinds) / sizeof(refusals_kinds[0]); i++)
		if (refusals_kinds[i].kind == kind &&
		    strcmp(refusals_kinds[i].sentence.reason, reason) == 0)
			return refusals_kinds[i].sentence.text;
	return NULL;
}

/* On a page a moment is picked as a day. */
static enum field_kind
refusals_kind(const struct req *r, const struct field *row)
{
	return row->kind == FIELD_INSTANT && r->surface == SURFACE_PAGE ?
	    FIELD_DATE : row->kind;
}

/* Of several things, which one it is about. */
static const char *
refusals_about(const struct req *r, const struct refusal *x, const char *text)
{
	struct named values[] = { x->value[0], { "text", text } };

	if (x->value[0].name == NULL ||
	    strcmp(x->value[0].name, "about") != 0)
		return text;
	return language_format(r->act.language, N_("{about}: {text}"), values,
	    2, r->arena);
}

static const char *
refusals_of_field(const char *reason, const char *field)
{
	size_t i, n = sizeof(refusals_fields) / sizeof(refusals_fields[0]);

	for (i = 0; i < n; i++)
		if (strcmp(refusals_fields[i].field, field) == 0 &&
		    strcmp(refusals_fields[i].reason, reason) == 0)
			return refusals_find(refusals_fields[i].told_as);
	return NULL;
}

const char *
refusals_text(const struct req *r, const struct refusal *x)
{
	const struct field *row = x->field == NULL ? NULL :
	    form_find(r->in->asked->form, str_of(x->field));
	struct named values[4] = { { "label", x->field } };
	const char *text = NULL;
	size_t n = 1;

	if (row != NULL) {
		text = refusals_of_field(x->reason, x->field);
		if (text == NULL)
			text = refusals_of_kind(x->reason,
			    refusals_kind(r, row));
		if (row->control.label != NULL)
			values[0].value = req_text(r, row->control.label);
	}
	if (text == NULL)
		text = refusals_find(x->reason);
	if (text == NULL)
		text = refusals_statuses[E_INVALID].text;
	while (n < 4 && x->value[n - 1].name != NULL) {
		values[n] = x->value[n - 1];
		n++;
	}
	if (values[0].value == NULL)
		values[0].value = "";
	return refusals_about(r, x, language_format(r->act.language, text,
	    values, n, r->arena));
}

const char *
refusals_status_text(const struct req *r, enum status s)
{
	return req_text(r, refusals_statuses[s].text);
}

const char *
refusals_title(const struct req *r, enum status s)
{
	return req_text(r, refusals_statuses[s].title);
}
