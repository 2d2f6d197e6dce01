/* json_out: the face of a model that programs see. */
#include "../unit.h"

#include "base/arena.h"
#include "view/json_out.h"

#include "base/banned.h"

static struct arena *arena;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)1024 * 1024);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static const char *
json(const struct node *n, const struct shape *s)
{
	struct buf b;

	buf_init(&b, arena, 65536);
	json_out(&b, n, s);
	assert_false(b.failed);
	return b.p;
}

static void
every_kind_has_its_form(void **state)
{
	struct node *n = model_new(arena);

	(void)state;
	model_null(n, "nothing");
	model_bool(n, "yes", true);
	model_bool(n, "no", false);
	model_int(n, "least", INT64_MIN);
	model_text(n, "text", "caf\xc3\xa9");
	model_instant(n, "starts_at", 1795226400, NULL);
	model_href(n, "href", "/shifts/1");
	model_item_text(model_list(n, "tags"), "night");
	model_list(n, "empty");
	model_int(model_map(n, "in"), "n", 1);
	is_text(json(n, NULL), "{\"nothing\":null,\"yes\":true,\"no\":false,"
	    "\"least\":-9223372036854775808,\"text\":\"caf\xc3\xa9\","
	    "\"starts_at\":\"2026-11-21T02:00:00Z\",\"href\":\"/shifts/1\","
	    "\"tags\":[\"night\"],\"empty\":[],\"in\":{\"n\":1}}");
}

static void
texts_are_escaped(void **state)
{
	struct node *n = model_new(arena);

	(void)state;
	model_text(n, "t", "a\"b\\c\n\x01\xe2\x80\xa8");
	is_text(json(n, NULL),
	    "{\"t\":\"a\\\"b\\\\c\\u000a\\u0001\\u2028\"}");
}

static void
what_is_for_pages_only_is_never_printed(void **state)
{
	static const struct shape_row item_rows[] = {
		{ .name = "id", .kind = NODE_INT },
		{ .name = "class", .kind = NODE_TEXT, .page_only = true },
	};
	static SHAPE(item, "Item");
	static const struct shape_row list_rows[] = {
		{ .name = "chips", .kind = NODE_LIST, .page_only = true },
		{ .name = "items", .kind = NODE_LIST, .of = &shape_item },
		{ .name = "one", .kind = NODE_MAP, .of = &shape_item },
	};
	static SHAPE(list, "List");
	struct node *n = model_new(arena), *items, *item;

	(void)state;
	model_item_text(model_list(n, "chips"), "secret");
	item = model_map(n, "one");
	model_text(item, "class", "gap");
	model_int(item, "id", 1);
	items = model_list(n, "items");
	item = model_item(items);
	model_int(item, "id", 2);
	model_text(item, "class", "gap");
	is_text(json(n, &shape_list), "{\"one\":{\"id\":1},"
	    "\"items\":[{\"id\":2}]}");
	is_text(json(n->tree->child, NULL), "[\"secret\"]");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_kind_has_its_form),
		cmocka_unit_test(texts_are_escaped),
		cmocka_unit_test(what_is_for_pages_only_is_never_printed),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
