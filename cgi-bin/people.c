/* people: the list, one person, and what coordinators and admins change. */
#include "base/str.h"
#include "badge.h"
#include "domain/phone.h"
#include "say.h"
#include "service/membership.h"
#include "store/audit.h"
#include "store/callbacks.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/sessions.h"
#include "view/language.h"
#include "web/forms_people.h"
#include "web/serve.h"

#include "base/banned.h"

#define PAGE 50
#define WAITING_MOST 20
#define COMING_MOST 5

/* The list ----------------------------------------------------------------- */

static void
say_person(struct req *r, struct node *map, const struct person *p)
{
	model_int(map, "id", p->id);
	model_text(map, "name", p->name);
	model_text(map, "role", role_name(p->role));
	model_text(map, "state", person_state_name(p->state));
	model_instant(map, "created_at", p->created_at, NULL);
	model_href(map, "href", str_printf(r->arena, "/people/%lld",
	    (long long)p->id));
}

static void
say_people(struct req *r, struct node *list, const struct people *people)
{
	for (size_t i = 0; i < people->n; i++)
		say_person(r, model_item(list), &people->v[i]);
}

static enum status
say_waiting(struct req *r, struct node *data)
{
	struct people_filter filter = { .limit = WAITING_MOST };
	struct people_counts counts;
	struct people waiting;
	enum status s = people_waiting(r->act.db, &filter, r->arena, &waiting);

	if (s == OK)
		s = people_count(r->act.db, r->arena, &counts);
	if (s != OK)
		return s;
	say_people(r, model_list(data, "waiting"), &waiting);
	model_int(data, "count", counts.all);
	return OK;
}

static enum status
list(struct req *r)
{
	const struct people_form *f = r->form;
	struct people_filter filter = { .name = f->q, .limit = PAGE,
		.after = f->after.id };
	struct node *data = r->out.data;
	struct people people;
	enum status s;

	if (f->role != NULL)
		(void)role_parse(str_of(f->role), &filter.role);
	s = people_list(r->act.db, &filter, r->arena, &people);
	if (s != OK)
		return s;
	say_people(r, model_list(data, "items"), &people);
	req_next(r, !people.more ? NULL : &(struct field_cursor){
	    .id = people.v[people.n - 1].id });
	if (r->surface == SURFACE_API)
		return OK;
	r->out.title = req_text(r, N_("People"));
	model_text(data, "search", f->q);
	return say_waiting(r, data);
}

/* One person --------------------------------------------------------------- */

static void
say_phone(struct req *r, struct node *map, const struct member *m)
{
	model_text(map, "phone", m->phone);
	if (m->phone == NULL || r->surface == SURFACE_API)
		return;
	model_text(map, "phone_text", phone_display(m->phone,
	    r->act.config->site.country, r->arena));
	model_href(map, "phone_href",
	    str_printf(r->arena, "tel:%s", m->phone));
}

static enum status
say_coming(struct req *r, struct node *map, const struct person *p)
{
	struct bookings_filter f = { .person = p->id, .now = r->act.now,
		.limit = COMING_MOST };
	struct node *coming = model_list(map, "coming");
	struct bookings_page page;
	enum status s = bookings_mine(r->act.db, &f, r->arena, &page);

	for (size_t i = 0; s == OK && i < page.n; i++)
		say_booking(r, model_item(coming), &(struct say_booking){
		    &page.v[i], NULL, p->name });
	return s;
}

static void
say_powers(struct req *r, struct node *map, const struct person *p)
{
	enum role mine = r->act.actor.role;
	bool self = p->id == r->act.actor.person;
	bool manages = !self && role_may_grant(mine, self, p->role, p->role);

	model_bool(map, "may_approve", p->role == ROLE_GUEST &&
	    p->state == PERSON_ACTIVE);
	model_bool(map, "may_role", mine == ROLE_ADMIN && !self);
	model_bool(map, "may_suspend", manages && p->state == PERSON_ACTIVE);
	model_bool(map, "may_reinstate",
	    manages && p->state == PERSON_SUSPENDED);
}

static enum status
say_member(struct req *r, int64_t id)
{
	struct node *data = r->out.data;
	struct member m;
	enum status s = membership_person(&r->act, id, &m);

	if (s != OK)
		return s;
	say_person(r, data, &m.person);
	say_phone(r, data, &m);
	model_int(data, "version", m.person.version);
	if (m.person.approved_at != 0)
		model_instant(data, "approved_at", m.person.approved_at, NULL);
	else
		model_null(data, "approved_at");
	if (r->surface == SURFACE_API)
		return OK;
	say_powers(r, data, &m.person);
	return say_coming(r, data, &m.person);
}

static enum status
person(struct req *r)
{
	enum status s = say_member(r, req_id(r, "person"));
	struct node *form;

	if (s != OK || r->surface == SURFACE_API)
		return s;
	r->out.title = model_get(r->out.data, "name")->text.p;
	if (req_is_again(r))
		return OK;
	form = req_form(r);
	model_str(form, "role", model_get(r->out.data, "role")->text);
	model_text(form, "version", str_printf(r->arena, "%lld",
	    (long long)model_get(r->out.data, "version")->number));
	return OK;
}

/* Changes ------------------------------------------------------------------ */

static enum status
add_page(struct req *r)
{
	r->out.title = req_text(r, N_("Add somebody"));
	if (!req_is_again(r))
		model_text(req_form(r), "role", role_name(ROLE_VOLUNTEER));
	return OK;
}

static enum status
add(struct req *r)
{
	const struct person_add_form *f = r->form;
	struct member_new in = { .name = str_of(f->name),
		.phone = str_of(f->phone), .role = ROLE_VOLUNTEER };
	int64_t id;
	enum status s;

	if (f->role != NULL)
		(void)role_parse(str_of(f->role), &in.role);
	s = membership_add(&r->act, &in, &id);
	return s == OK ? say_member(r, id) : s;
}

static int64_t
version_of(int64_t v)
{
	return v == FIELD_NO_INT ? 0 : v;
}

/* Runs a change of the person of the path and gives them as they are then. */
static enum status
change(struct req *r, const struct member_change *in,
    enum status (*use_case)(struct act *, const struct member_change *))
{
	enum status s = use_case(&r->act, in);

	return s == OK ? say_member(r, in->person) : s;
}

static enum status
approve(struct req *r)
{
	return change(r, &(struct member_change){
	    .person = req_id(r, "person") }, membership_approve);
}

static enum status
give_role(struct req *r)
{
	const struct role_form *f = r->form;
	struct member_change in = { .person = req_id(r, "person"),
		.version = version_of(f->version) };

	(void)role_parse(str_of(f->role), &in.role);
	return change(r, &in, membership_role);
}

static enum status
set_state(struct req *r)
{
	const struct person_state_form *f = r->form;
	struct member_change in = { .person = req_id(r, "person"),
		.version = version_of(f->version) };

	return change(r, &in, str_is(str_of(f->state), "suspended") ?
	    membership_suspend : membership_resume);
}

static const struct binding bindings[] = {
	{ R_PEOPLE, list },
	{ R_PERSON_ADD_PAGE, add_page },
	{ R_PERSON_ADD, add },
	{ R_PERSON, person },
	{ R_PERSON_APPROVE, approve },
	{ R_PERSON_ROLE, give_role },
	{ R_PERSON_STATE, set_state },
};

static const struct module *const modules[] = {
	&people_module, &sessions_module, &bookings_module, &callbacks_module,
	&shifts_module,
	&outbox_module, &audit_module, NULL
};

int
main(int argc, char **argv)
{
	return serve(&(struct program_in){
	    .program = P_PEOPLE,
	    .bindings = bindings,
	    .n = sizeof(bindings) / sizeof(bindings[0]),
	    .modules = modules,
	    .overdue = badge_overdue,
	}, argc, argv);
}
