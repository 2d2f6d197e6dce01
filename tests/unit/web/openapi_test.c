/* openapi: the document is whole, refers to nothing that is not there, and
 * tells of each row of the API once. */
#include "../unit.h"

#include "base/arena.h"
#include "base/json_in.h"
#include "view/json_out.h"
#include "web/openapi.h"
#include "web/route.h"

#include "base/banned.h"

static struct arena *arena;
static struct json document;

static int
set_up(void **state)
{
	struct node *data;
	const char *why = "";
	struct buf b;

	(void)state;
	arena = arena_new((size_t)32 * 1024 * 1024);
	data = model_new(arena);
	openapi_build(data);
	if (!shape_fits(&shape_openapi, data, arena, &why)) {
		print_error("%s\n", why);
		return -1;
	}
	buf_init(&b, arena, (size_t)4 * 1024 * 1024);
	json_out(&b, data, &shape_openapi);
	if (json_read(buf_get(&b), arena, &document, &why) != OK) {
		print_error("%s\n", why);
		return -1;
	}
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const struct json *
find(const char *a, const char *b, const char *c)
{
	const struct json *j = json_get(&document, a);

	if (j != NULL && b != NULL)
		j = json_get(j, b);
	if (j != NULL && c != NULL)
		j = json_get(j, c);
	return j;
}

static void
each_row_of_the_api_is_told_once(void **state)
{
	const struct json *op;
	const struct route *r;
	size_t told = 0, i;
	int rows = 0;

	(void)state;
	for (r = &routes[1]; r < &routes[ROUTE__MAX]; r++) {
		if (r->surface != SURFACE_BOTH && r->surface != SURFACE_API)
			continue;
		op = find("paths", r->path,
		    r->method == M_GET ? "get" : "post");
		assert_non_null(op);
		is_str(json_get(op, "operationId")->text, r->name);
		is_int(json_get(op, "security")->n,
		    r->role == ROLE_PUBLIC ? 0 : 1);
		rows++;
	}
	for (i = 0; i < find("paths", NULL, NULL)->n; i++)
		told += find("paths", NULL, NULL)->child[i].n;
	is_int(told, rows);
	assert_null(find("paths", "/healthz", NULL));
}

/* "#/components/KIND/NAME" leads somewhere. */
static void
check_reference(struct str s)
{
	struct str part, kind, name;

	assert_true(str_starts(s, "#/components/"));
	s = str_cut(s, '/', &part);
	s = str_cut(s, '/', &part);
	name = str_cut(s, '/', &kind);
	if (find("components", str_copy(arena, kind),
	    str_copy(arena, name)) == NULL)
		print_error("%.*s\n", (int)s.n, s.p);
	assert_non_null(find("components", str_copy(arena, kind),
	    str_copy(arena, name)));
}

/* The reader has limited the depth. */
static int
check_references(const struct json *j)
{
	int n = 0;
	size_t i;

	for (i = 0; i < j->n; i++) {
		n += check_references(&j->child[i]);
		if (j->child[i].key != NULL &&
		    strcmp(j->child[i].key, "$ref") == 0) {
			check_reference(j->child[i].text);
			n++;
		}
	}
	return n;
}

static void
every_reference_leads_somewhere(void **state)
{
	(void)state;
	assert_true(check_references(&document) > 100);
}

static void
a_body_is_described_by_its_form(void **state)
{
	const struct json *j = find("paths", "/schedules", "post"), *p;

	(void)state;
	j = json_get(json_get(json_get(json_get(j, "requestBody"), "content"),
	    "application/json"), "schema");
	assert_non_null(j);
	assert_false(json_get(j, "additionalProperties")->truth);
	p = json_get(j, "properties");
	assert_non_null(json_get(p, "duration_min"));
	assert_null(json_get(p, "hours"));	/* the page's */
	is_int(json_get(json_get(p, "seats"), "maximum")->number, 1000);
	p = json_get(json_get(json_get(p, "recurrence"), "properties"),
	    "weekly");
	is_str(json_get(p, "type")->text, "array");
	assert_non_null(json_get(json_get(json_get(p, "items"), "properties"),
	    "days"));
}

static void
what_is_for_pages_only_is_not_told(void **state)
{
	const struct json *p = find("components", "schemas", "Shift");

	(void)state;
	p = json_get(p, "properties");
	assert_non_null(json_get(p, "starts_at"));
	assert_null(json_get(p, "boxes"));
	is_str(json_get(json_get(p, "starts_at"), "format")->text,
	    "date-time");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_of_the_api_is_told_once),
		cmocka_unit_test(every_reference_leads_somewhere),
		cmocka_unit_test(a_body_is_described_by_its_form),
		cmocka_unit_test(what_is_for_pages_only_is_not_told),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
