/* persons: the commands about people. */
#include "command.h"

#include <stdio.h>

#include "base/num.h"
#include "domain/link.h"
#include "domain/person.h"
#include "domain/phone.h"
#include "domain/token.h"
#include "service/membership.h"
#include "store/people.h"
#include "view/json_out.h"

#include "base/banned.h"

#define PERSONS_PAGE 100
#define PERSONS_JSON_BYTES ((size_t)32 * 1024 * 1024)

enum status
command_person_add(struct line *l)
{
	struct member_new in = { str_of(l->arg[0]), str_of(l->arg[1]),
	    ROLE_VOLUNTEER };
	enum status s = OK;
	int64_t id;

	if (l->role != NULL)
		s = command_role(l->role, &in.role);
	if (s == OK)
		s = membership_add(&l->act, &in, &id);
	if (s == OK)
		printf("%lld\n", (long long)id);
	return s;
}

/* A person is named by the id that person list prints, or by their number. */
static enum status
persons_find(struct line *l, int64_t *ret)
{
	struct str typed = str_of(l->arg[0]);
	struct person person;
	const char *e164;
	enum status s;

	if (num_parse(typed, 1, INT64_MAX, ret))
		return OK;
	if (phone_parse(typed, l->act.config->site.country, l->a,
	    &e164) != OK)
		return command_say("\"%s\" is neither the id of a person nor "
		    "a phone number: see watchbill person list", l->arg[0]);
	s = people_find_phone(l->act.db, e164, l->a, &person);
	if (s == OK)
		*ret = person.id;
	return s;
}

enum status
command_person_role(struct line *l)
{
	struct member_change in = { .person = 0 };
	enum status s = command_role(l->arg[1], &in.role);

	if (s == OK)
		s = persons_find(l, &in.person);
	return s == OK ? membership_role(&l->act, &in) : s;
}

static void
persons_print(const struct person *p)
{
	printf("%6lld  %-11s  %-9s  %s\n", (long long)p->id,
	    role_name(p->role), person_state_name(p->state), p->name);
}

static void
persons_item(struct node *items, const struct person *p)
{
	struct node *item = model_item(items);

	model_int(item, "id", p->id);
	model_text(item, "name", p->name);
	model_text(item, "role", role_name(p->role));
	model_text(item, "state", person_state_name(p->state));
	model_instant(item, "created_at", p->created_at, NULL);
}

/* items NULL: prints each page as it comes. */
static enum status
persons_each(struct line *l, struct node *items)
{
	struct people_filter filter = { .limit = PERSONS_PAGE };
	struct people page = { .more = true };
	enum status s = OK;
	size_t i;

	while (s == OK && page.more) {
		s = people_list(l->act.db, &filter, l->a, &page);
		for (i = 0; s == OK && i < page.n; i++) {
			if (items != NULL)
				persons_item(items, &page.v[i]);
			else
				persons_print(&page.v[i]);
			filter.after = page.v[i].id;
		}
	}
	return s;
}

enum status
command_person_list(struct line *l)
{
	struct node *root = model_new(l->a);
	struct buf b;
	enum status s;

	if (!l->json)
		return persons_each(l, NULL);
	if ((s = persons_each(l, model_list(root, "items"))) != OK)
		return s;
	buf_init(&b, l->a, PERSONS_JSON_BYTES);
	json_out(&b, root, NULL);
	if (b.failed)
		return command_say("there are too many people for one answer");
	puts(b.p);
	return OK;
}

/* Says nothing, and ends well, once there is an admin. */
enum status
command_first_admin(struct line *l)
{
	char token[TOKEN_TEXT];
	enum status s = membership_first_admin_invite(&l->act, token);

	if (s == E_CONFLICT)
		return OK;
	if (s == OK)
		puts(link_welcome(l->a, l->act.config->site.url, token));
	return s;
}
