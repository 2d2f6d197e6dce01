/* todo: see todo.h. */
#include "todo.h"

#include "base/str.h"
#include "domain/shift.h"
#include "say.h"
#include "service/callback_desk.h"
#include "store/people.h"
#include "store/schedules.h"

#include "base/banned.h"

#define DAY_S (INT64_C(24) * 3600)
#define AHEAD_S (2 * DAY_S)
#define GAPS_MOST 8

static struct node *
add(struct node *list, const char *kind, int64_t count, const char *href)
{
	struct node *item = model_item(list);

	model_text(item, "kind", kind);
	model_int(item, "count", count);
	model_href(item, "href", href);
	return item;
}

static enum status
say_gaps(struct req *r, struct node *list)
{
	struct shifts_filter f = { .from = r->act.now,
		.until = r->act.now + AHEAD_S,
		.viewer = r->act.actor.person, .limit = GAPS_MOST };
	struct shifts_page page;
	enum status s = shifts_gaps(r->act.db, &f, r->arena, &page);

	if (s != OK)
		return s;
	for (size_t i = 0; i < page.n; i++) {
		const struct shift *shift = &page.v[i].shift;
		struct node *item = add(list,
		    shift->taken == 0 ? "nobody" : "short",
		    shift_missing(shift->taken, shift->needed),
		    str_printf(r->arena, "/week?shift=%lld#detail",
		    (long long)shift->id));

		model_text(item, "name", shift->name);
		model_instant(item, "starts_at", shift->starts_at,
		    say_zone(r, shift->zone));
		model_bool(item, "soon",
		    shift->starts_at - r->act.now < DAY_S);
	}
	return OK;
}

static enum status
say_people_and_callbacks(struct req *r, struct node *list)
{
	struct callback_counts callbacks;
	struct people_counts people;
	enum status s = callback_desk_counts(&r->act, &callbacks);

	if (s == OK)
		s = people_count(r->act.db, r->arena, &people);
	if (s != OK)
		return s;
	if (callbacks.overdue > 0)
		add(list, "overdue", callbacks.overdue, "/callbacks");
	if (people.n[ROLE_GUEST][PERSON_ACTIVE] > 0)
		add(list, "newcomers", people.n[ROLE_GUEST][PERSON_ACTIVE],
		    "/people");
	return OK;
}

/* Where a new watch begins. */
static enum status
say_first_schedule(struct req *r, struct node *list)
{
	struct schedules_filter f = { .limit = 1 };
	struct schedules_page page;
	enum status s = schedules_list(r->act.db, &f, r->arena, &page);

	if (s == OK && page.n == 0)
		add(list, "schedules", 0, "/schedules/new");
	return s;
}

enum status
todo_say(struct req *r, struct node *map)
{
	struct node *list = model_list(map, "todo");
	enum status s;

	if (r->act.actor.role < ROLE_COORDINATOR)
		return OK;
	s = say_first_schedule(r, list);
	if (s == OK)
		s = say_gaps(r, list);
	return s == OK ? say_people_and_callbacks(r, list) : s;
}
