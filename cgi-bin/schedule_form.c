/* schedule_form: what a schedule's form says, and what it is shown with. */
#include "schedule_form.h"

#include "base/arena.h"
#include "base/str.h"

#include "base/banned.h"

/* What came in ------------------------------------------------------------- */

static void
read_weekly(const struct recurrence_form *f, struct recurrence_in *ret)
{
	const struct weekly_form *line = f->weekly.v;

	for (size_t i = 0; i < f->weekly.n && ret->weekly_n < ROSTER_WEEKLY;
	    i++) {
		if (line[i].days == 0 && line[i].at < 0)
			continue;	/* a line left empty on the page */
		ret->weekly[ret->weekly_n++] = (struct weekly_in){
			.days = line[i].days, .minutes = line[i].at };
	}
}

/* A page sends all three ways and says which is meant; the API sends one, and
 * whether it did is the use case's to judge. */
static enum recurrence_by
by_of(const struct recurrence_form *f)
{
	struct str by = str_of(f->by);

	return str_is(by, "weekly") ? BY_WEEKLY : str_is(by, "rrule") ?
	    BY_RRULE : str_is(by, "cron") ? BY_CRON : BY_UNSET;
}

struct schedule_in
schedule_read(const struct schedule_form *f)
{
	struct schedule_in in = { .name = str_of(f->name),
		.zone = str_of(f->time_zone),
		.duration_min = f->duration_min, .starts_on = f->starts_on,
		.ends_on = f->ends_on, .seats = f->seats, .needed = f->needed,
		.place = str_of(f->place), .notes = str_of(f->notes),
		.recurrence = { .by = by_of(&f->recurrence),
		    .rrule = str_of(f->recurrence.rrule),
		    .start = str_of(f->recurrence.start),
		    .cron = str_of(f->recurrence.cron) } };

	read_weekly(&f->recurrence, &in.recurrence);
	return in;
}

enum orphan_choice
schedule_choice(const char *word)
{
	return str_is(str_of(word), "keep") ? ORPHAN_KEEP :
	    str_is(str_of(word), "cancel") ? ORPHAN_CANCEL : ORPHAN_ASK;
}

struct decisions
schedule_decisions(struct req *r, const struct schedule_form *f)
{
	const struct decide_form *d = f->decide.v;
	struct orphan_decision *v = ARENA_ARRAY(r->arena,
	    struct orphan_decision, f->decide.n + 1);

	for (size_t i = 0; i < f->decide.n; i++)
		v[i] = (struct orphan_decision){ .shift = d[i].shift,
			.choice = schedule_choice(d[i].choice) };
	return (struct decisions){ .all = schedule_choice(f->orphans), .v = v,
		.n = f->decide.n };
}

/* Filling it --------------------------------------------------------------- */

void
schedule_fill_number(struct req *r, const char *name, int64_t v)
{
	model_text(req_form(r), name,
	    str_printf(r->arena, "%lld", (long long)v));
}

void
schedule_fill_date(struct req *r, const char *name, struct date d)
{
	char text[DATE_TEXT];

	if (d.year == 0)
		return;
	date_format(d, text);
	model_text(req_form(r), name, str_copy(r->arena, str_of(text)));
}

/* A line's weekdays as codes, its time as HH:MM. */
static void
say_days(struct node *list, unsigned days)
{
	static const char codes[WEEKDAY__MAX][3] = { "MO", "TU", "WE", "TH",
		"FR", "SA", "SU" };

	for (int d = MONDAY; d <= SUNDAY; d++) {
		if (days & (1u << d))
			model_item_text(list, codes[d]);
	}
}

static const char *
clock_text(struct req *r, int64_t minutes)
{
	return str_printf(r->arena, "%02d:%02d", (int)minutes / 60,
	    (int)minutes % 60);
}

static void
fill_weekly(struct req *r, const struct recurrence_in *in)
{
	for (size_t i = 0; i < in->weekly_n; i++) {
		say_days(model_list(req_form(r), str_printf(r->arena,
		    "recurrence.weekly.%zu.days", i)), in->weekly[i].days);
		model_text(req_form(r), str_printf(r->arena,
		    "recurrence.weekly.%zu.at", i),
		    clock_text(r, in->weekly[i].minutes));
	}
}

static void
fill_recurrence(struct req *r, const struct recurrence_in *in)
{
	struct node *form = req_form(r);
	static const char *const by[] = { [BY_UNSET] = "weekly",
		[BY_WEEKLY] = "weekly", [BY_RRULE] = "rrule",
		[BY_CRON] = "cron" };

	model_text(form, "recurrence.by", by[in->by]);
	fill_weekly(r, in);
	if (in->rrule.n > 0)
		model_str(form, "recurrence.rrule", in->rrule);
	if (in->start.n > 0)
		model_str(form, "recurrence.start", in->start);
	if (in->cron.n > 0)
		model_str(form, "recurrence.cron", in->cron);
}

/* Hours as people write them: 4, 4.5, else 4:20. */
static const char *
hours_text(struct req *r, int64_t min)
{
	if (min % 60 == 0)
		return str_printf(r->arena, "%lld", (long long)min / 60);
	return str_printf(r->arena, "%lld:%02lld", (long long)min / 60,
	    (long long)min % 60);
}

void
schedule_fill(struct req *r, const struct schedule_in *in)
{
	struct node *form = req_form(r);

	if (in->name.n > 0)
		model_str(form, "name", in->name);
	fill_recurrence(r, &in->recurrence);
	model_str(form, "time_zone", in->zone);
	model_text(form, "hours", hours_text(r, in->duration_min));
	schedule_fill_date(r, "starts_on", in->starts_on);
	schedule_fill_date(r, "ends_on", in->ends_on);
	schedule_fill_number(r, "needed", in->needed);
	schedule_fill_number(r, "seats", in->seats);
	if (in->place.n > 0)
		model_str(form, "place", in->place);
	if (in->notes.n > 0)
		model_str(form, "notes", in->notes);
}

static bool
line_is_used(struct req *r, int line)
{
	const struct node *days = model_get(req_form(r), str_printf(r->arena,
	    "recurrence.weekly.%d.days", line));
	const struct node *at = model_get(req_form(r), str_printf(r->arena,
	    "recurrence.weekly.%d.at", line));

	/* A page sends the box of the time even when it is empty. */
	return days != NULL || (at != NULL && at->text.n > 0);
}

void
schedule_say_lines(struct req *r)
{
	bool used = line_is_used(r, 1), before;

	model_bool(r->out.data, "line_1", used);
	for (int line = 2; line < ROSTER_WEEKLY; line++) {
		before = used;
		used = line_is_used(r, line);
		model_bool(r->out.data, str_printf(r->arena, "line_%d", line),
		    before || used);
	}
}

/* For programs ------------------------------------------------------------- */

static void
say_text(struct node *map, const char *key, struct str s)
{
	if (s.n > 0)
		model_str(map, key, s);
	else
		model_null(map, key);
}

void
schedule_say(struct req *r, struct node *map, const struct recurrence_in *in)
{
	struct node *rec = model_map(map, "recurrence"), *list, *line;

	list = model_list(rec, "weekly");
	for (size_t i = 0; i < in->weekly_n; i++) {
		line = model_item(list);
		say_days(model_list(line, "days"), in->weekly[i].days);
		model_text(line, "at", clock_text(r, in->weekly[i].minutes));
	}
	say_text(rec, "rrule", in->rrule);
	say_text(rec, "start", in->start);
	say_text(rec, "cron", in->cron);
}
