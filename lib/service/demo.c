/*
 * demo: three weeks of a watch, lived through day by day: the act's clock is
 * set back and moves on, and everything goes through the use cases, so that
 * what stands there is what they make.  Nothing is left to chance: two
 * demonstrations are alike.
 */
#include "service/demo.h"

#include <string.h>

#include "base/arena.h"
#include "base/zone.h"
#include "service/callback_desk.h"
#include "service/membership.h"
#include "service/roster.h"
#include "service/seating.h"

#include "base/banned.h"

#define DAY_S INT64_C(86400)
#define DEMO_BEHIND 21		/* days lived through */
#define DEMO_AHEAD 14		/* days people have signed up for */

/* The first is the coordinator, the last four wait to be approved. */
static const char *const names[] = {
	"Fatima Davids", "Thandi Mokoena", "Johan Botha", "Sipho Dlamini",
	"Riaan Adams", "Ayesha Jacobs", "Pieter van Wyk", "Kobus Steyn",
	"Nomsa Khumalo", "Yusuf Hendricks", "Claire Abrahams",
	"Gavin Petersen", "Themba Nkosi", "Shireen Isaacs", "Lindiwe Zulu",
	"Marius Coetzee", "Zanele Ndlovu", "Hennie Vermeulen",
	"Rashid Salie", "Bongani Sithole", "Elsabe du Toit",
	"Mandla Mthembu", "Nicola Fraser", "Ebrahim Parker",
	"Lerato Molefe", "Stefan Kruger", "Precious Ngcobo",
	"Dawid Fourie", "Faieza Samuels", "Andile Gumede",
	"Carol September", "Vusi Mahlangu", "Annelie Swart",
	"Tariq Davids", "Busisiwe Cele", "Willem Basson",
	"Chantal Arendse", "Luyanda Mbeki", "Ingrid Olivier",
	"Moegamat Fisher",
};
#define DEMO_PEOPLE (sizeof(names) / sizeof(names[0]))
#define DEMO_GUESTS 4

struct demo {
	struct act *act;		/* whose clock and actor we move */
	const struct act *real;
	int64_t person[DEMO_PEOPLE];
	size_t next;			/* whose turn it is */
	struct demo_made made;
};

/* Ofcom keeps 07700 900000 to 900999 for drama: they ring nobody. */
static const char *
demo_phone(struct demo *d, size_t n)
{
	return str_printf(d->act->arena, "+447700900%03zu", n + 1);
}

static void
demo_as(struct demo *d, size_t n, enum role role)
{
	d->act->actor = (struct actor){ .person = d->person[n], .role = role,
	    .name = names[n], .kind = "person" };
}

static void
demo_as_operator(struct demo *d)
{
	d->act->actor = (struct actor){ .role = ROLE_ADMIN,
	    .kind = "operator" };
}

/* Nothing but admins: the first one may have used their link already. */
static enum status
demo_empty(struct act *act)
{
	struct schedules_filter f = { .limit = 1 };
	struct schedules_page live, ended;
	struct people_counts count;
	int64_t admins;
	enum status s;

	s = people_count(act->db, act->arena, &count);
	if (s == OK)
		s = schedules_list(act->db, &f, act->arena, &live);
	f.ended = true;
	if (s == OK)
		s = schedules_list(act->db, &f, act->arena, &ended);
	if (s != OK)
		return s;
	admins = count.n[ROLE_ADMIN][PERSON_ACTIVE] +
	    count.n[ROLE_ADMIN][PERSON_SUSPENDED];
	if (live.n + ended.n > 0 || count.all > admins)
		return act_refuse(act, E_CONFLICT, "demo-not-empty", NULL);
	return OK;
}

static enum status
demo_people(struct demo *d)
{
	struct member_new in;
	enum status s = OK;
	size_t i;

	demo_as_operator(d);
	for (i = 0; i < DEMO_PEOPLE - DEMO_GUESTS && s == OK; i++) {
		in = (struct member_new){ .name = str_of(names[i]),
		    .phone = str_of(demo_phone(d, i)),
		    .role = i == 0 ? ROLE_COORDINATOR : ROLE_VOLUNTEER };
		s = membership_add(d->act, &in, &d->person[i]);
		d->made.people++;
	}
	return s;
}

/* They applied in the last two days, and still wait. */
static enum status
demo_guests(struct demo *d)
{
	struct member_new in;
	enum status s = OK;
	size_t i;

	d->act->actor = (struct actor){ .role = ROLE_PUBLIC,
	    .kind = "public" };
	for (i = DEMO_PEOPLE - DEMO_GUESTS; i < DEMO_PEOPLE && s == OK; i++) {
		d->act->now = d->real->now -
		    (int64_t)(DEMO_PEOPLE - i) * DAY_S / 3;
		in = (struct member_new){ .name = str_of(names[i]),
		    .phone = str_of(demo_phone(d, i)) };
		s = membership_apply(d->act, &in);
		d->made.people++;
	}
	return s;
}

/* One of each way to enter a recurrence. */
#define DEMO_SCHEDULES 3

static void
demo_recipes(struct schedule_in ret[DEMO_SCHEDULES])
{
	ret[0] = (struct schedule_in){ .name = STR("Village patrol"),
	    .duration_min = 240, .seats = 4, .needed = 3,
	    .place = STR("Masque Theatre car park, Main Road"),
	    .notes = STR("Two rounds on foot, one by car."),
	    .recurrence = { .by = BY_WEEKLY, .weekly_n = 1,
		.weekly = { { 1U << WEDNESDAY | 1U << FRIDAY |
		    1U << SATURDAY, 22 * 60 } } } };
	ret[1] = (struct schedule_in){ .name = STR("Lakeside dog walk"),
	    .duration_min = 120, .seats = 4, .needed = 2,
	    .place = STR("Lakeside station"),
	    .recurrence = { .by = BY_RRULE, .start = STR("05:30"),
		.rrule = STR("FREQ=WEEKLY;BYDAY=TU,TH,SU") } };
	ret[2] = (struct schedule_in){ .name = STR("Radio desk"),
	    .duration_min = 360, .seats = 1, .needed = 1,
	    .place = STR("From home"),
	    .recurrence = { .by = BY_CRON, .cron = STR("0 18 * * *") } };
}

static enum status
demo_schedules(struct demo *d)
{
	struct schedule_in in[DEMO_SCHEDULES];
	enum status s = OK;
	int64_t id;
	size_t i;

	demo_recipes(in);
	demo_as(d, 0, ROLE_COORDINATOR);
	for (i = 0; i < DEMO_SCHEDULES && s == OK; i++) {
		in[i].zone = str_of(zone_name(d->act->zone));
		s = roster_create(d->act, &in[i], &id);
		d->made.schedules++;
	}
	return s;
}

/* How many sign up for the n-th shift: the further ahead the fewer. */
static int64_t
demo_wanted(const struct demo *d, const struct shift *shift, size_t n)
{
	static const int64_t pattern[] = { 3, 4, 2, 3, 1, 4, 3, 2, 4, 3, 0 };
	int64_t want = pattern[n % (sizeof(pattern) / sizeof(pattern[0]))];

	if (shift->starts_at > d->real->now + DEMO_AHEAD * DAY_S / 2)
		want /= 2;
	return want < shift->seats ? want : shift->seats;
}

/* The next person who is free then; everybody had a turn: E_CONFLICT. */
static enum status
demo_seat(struct demo *d, const struct shift *shift)
{
	size_t volunteers = DEMO_PEOPLE - DEMO_GUESTS - 1, tries;
	struct book_in in = { .shift = shift->id };
	enum status s = E_CONFLICT;
	struct booking booking;

	for (tries = 0; tries < volunteers && s == E_CONFLICT; tries++) {
		d->next = d->next % volunteers + 1;
		demo_as(d, d->next, ROLE_VOLUNTEER);
		d->act->refusals = 0;
		if (d->next % 9 == 0)
			in.buddy_name = STR("my neighbour");
		s = seating_book(d->act, &in, &booking);
	}
	if (s != OK)
		return s;
	d->made.bookings++;
	if (d->made.bookings % 13 != 0)
		return OK;
	return seating_cancel(d->act, booking.id, &booking);
}

/* Signed up three days before, or now; the desk by the coordinator. */
static enum status
demo_shift(struct demo *d, const struct shift *shift, size_t n)
{
	int64_t want = demo_wanted(d, shift, n), at, i;
	enum status s = OK;

	at = shift->starts_at - 3 * DAY_S;
	if (at > d->real->now)
		at = d->real->now;
	if (at > d->act->now)
		d->act->now = at;
	for (i = 0; i < want && s == OK; i++)
		s = demo_seat(d, shift);
	return s;
}

static enum status
demo_bookings(struct demo *d)
{
	struct shifts_filter f = { .from = d->act->now,
	    .until = d->real->now + DEMO_AHEAD * DAY_S, .limit = 1000 };
	struct shifts_page page;
	enum status s;
	size_t i;

	s = shifts_list(d->act->db, &f, d->act->arena, &page);
	for (i = 0; i < page.n && s == OK; i++)
		s = demo_shift(d, &page.v[i].shift, i);
	return s;
}

struct demo_callback {
	int64_t before_min;
	struct callback_in in;
	const char *note;		/* claimed, with that; NULL: waits */
	const char *state;		/* closed as; NULL: open */
};
static const struct demo_callback callbacks[] = {
	{ 26 * 60, { .phone = "+447700900401", .name = "Mrs Naidoo",
	    .message = "A car without plates stood in Promenade Road again.",
	    .topic = "seen", .voicemail = true }, "Passed on to the patrol.",
	    "completed" },
	{ 200, { .phone = "+447700900402", .name = "Grant",
	    .message = "The gate at the vlei does not lock.",
	    .topic = "seen" }, NULL, NULL },
	{ 90, { .phone = "+447700900403", .message =
	    "How do I join? I have Tuesday evenings.", .topic = "joining",
	    .voicemail = true, .say_who = true }, NULL, NULL },
	{ 45, { .phone = "+447700900404", .name = "Auntie Joan",
	    .topic = "advice" }, "Rings back after her lunch.", NULL },
	{ 10, { .phone = "+447700900405", .name = "Peter",
	    .message = "Somebody rang my bell at three in the morning.",
	    .topic = "other", .when = "evening" }, NULL, NULL },
};

static enum status
demo_callback(struct demo *d, const struct demo_callback *c)
{
	struct callback_in in = c->in;
	struct callback_receipt receipt;
	struct callback_ending ending = { .state = c->state };
	enum status s;

	in.consent = true;
	d->act->now = d->real->now - c->before_min * 60;
	d->act->actor = (struct actor){ .role = ROLE_PUBLIC,
	    .kind = "public" };
	s = callback_desk_request(d->act, &in, &receipt);
	if (s != OK || c->note == NULL)
		return s;
	demo_as(d, 0, ROLE_COORDINATOR);
	s = callback_desk_claim(d->act, receipt.id);
	if (s == OK)
		s = callback_desk_note(d->act, receipt.id, c->note);
	if (s == OK && c->state != NULL)
		s = callback_desk_close(d->act, receipt.id, &ending);
	return s;
}

static enum status
demo_callbacks(struct demo *d)
{
	enum status s = OK;
	size_t i;

	for (i = 0; i < sizeof(callbacks) / sizeof(callbacks[0]) && s == OK;
	    i++) {
		s = demo_callback(d, &callbacks[i]);
		d->made.callbacks++;
	}
	return s;
}

enum status
demo_load(struct act *act, struct demo_made *ret)
{
	struct act own = *act;
	struct demo d = { .act = &own, .real = act };
	int64_t extended;
	enum status s;

	s = demo_empty(act);
	if (s != OK)
		return s;
	own.now -= DEMO_BEHIND * DAY_S;
	s = demo_people(&d);
	if (s == OK)
		s = demo_schedules(&d);
	if (s == OK)
		s = demo_bookings(&d);
	if (s == OK)
		s = demo_guests(&d);
	if (s == OK)
		s = demo_callbacks(&d);
	own.now = act->now;
	if (s == OK)
		s = roster_extend(&own, &extended);
	if (s != OK) {		/* what was refused, for whoever asks */
		memcpy(act->refusal, own.refusal, sizeof(act->refusal));
		act->refusals = own.refusals;
		return s;
	}
	d.made.coordinator_phone = demo_phone(&d, 0);
	*ret = d.made;
	return OK;
}
