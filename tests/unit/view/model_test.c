/* model: trees of values, and shape: whether a tree is what was promised. */
#include "../unit.h"

#include "base/arena.h"
#include "view/shape.h"

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

static const struct shape_word state_words[] = {
	{ "booked", NULL }, { "missed", NULL }, { NULL, NULL },
};
static const struct shape_row person_rows[] = {
	{ .name = "name", .kind = NODE_TEXT },
};
static SHAPE(person, "Person");
static const struct shape_row shift_rows[] = {
	{ .name = "id", .kind = NODE_INT },
	{ .name = "state", .kind = NODE_TEXT, .words = state_words },
	{ .name = "place", .kind = NODE_TEXT, .nullable = true },
	{ .name = "people", .kind = NODE_LIST, .of = &shape_person },
	{ .name = "tags", .kind = NODE_LIST },
	{ .name = "lead", .kind = NODE_MAP, .of = &shape_person },
	{ .name = "more", .kind = NODE_MAP },
};
static SHAPE(shift, "Shift");

static struct node *
fill(void)
{
	struct node *n = model_new(arena), *people;

	model_int(n, "id", 7);
	model_text(n, "state", "booked");
	model_text(n, "place", NULL);
	people = model_list(n, "people");
	model_text(model_item(people), "name", "Johan");
	model_text(model_item(people), "name", "Nomsa");
	model_item_text(model_list(n, "tags"), "night");
	model_text(model_map(n, "lead"), "name", "Sipho");
	model_int(model_map(n, "more"), "anything", 1);
	return n;
}

static const char *
misfit(const struct node *n)
{
	const char *where = NULL;

	assert_false(shape_fits(&shape_shift, n, arena, &where));
	return where;
}

static void
values_are_found_by_key(void **state)
{
	const struct node *n = fill();

	(void)state;
	is_int(model_get(n, "id")->number, 7);
	is_str(model_get(n, "state")->text, "booked");
	is_int(model_get(n, "place")->kind, NODE_NULL);
	is_int(model_get(n, "people")->tree->n, 2);
	is_str(model_get(model_get(n, "lead"), "name")->text, "Sipho");
	assert_null(model_get(n, "nothing"));
	assert_null(model_get(NULL, "id"));
	assert_null(model_get(model_get(n, "id"), "id"));
}

static void
a_map_keeps_the_order_of_setting(void **state)
{
	const struct node *n = fill();

	(void)state;
	is_text(n->tree->child[0].key, "id");
	is_text(n->tree->child[6].key, "more");
	is_int(n->tree->n, 7);
}

static void
a_map_handed_out_stays_usable_when_its_parent_grows(void **state)
{
	struct node *top = model_new(arena);
	struct node *early = model_map(top, "early");
	struct node *list = model_list(top, "list");
	struct node *first = model_item(list);
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		model_int(top, str_printf(arena, "k%d", i), i);
		model_item(list);
	}
	model_text(early, "name", "still here");
	model_text(first, "name", "and here");
	is_str(model_get(model_get(top, "early"), "name")->text, "still here");
	is_str(model_get(&model_get(top, "list")->tree->child[0],
	    "name")->text, "and here");
	is_int(model_get(top, "list")->tree->n, 101);
}

static void
a_tree_as_promised_fits(void **state)
{
	const char *where = NULL;

	(void)state;
	assert_true(shape_fits(&shape_shift, fill(), arena, &where));
	assert_true(shape_fits(&shape_none, model_new(arena), arena, &where));
	assert_null(where);
}

static void
a_face_need_not_have_what_it_does_not_show(void **state)
{
	static const struct shape_row rows[] = {
		{ .name = "id", .kind = NODE_INT },
		{ .name = "initials", .kind = NODE_TEXT, .page_only = true },
	};
	const struct shape s = { "Face", rows, 2 };
	struct node *n = model_new(arena), *wrong = model_new(arena);
	const char *where = NULL;

	(void)state;
	assert_true(shape_fits_on(SHAPE_PAGE, &s, n, arena, &where));
	assert_false(shape_fits_on(SHAPE_API, &s, n, arena, &where));
	is_text(where, "id: is missing");
	model_int(n, "id", 1);
	assert_true(shape_fits_on(SHAPE_API, &s, n, arena, &where));
	assert_false(shape_fits_on(SHAPE_WHOLE, &s, n, arena, &where));
	model_text(wrong, "id", "1");
	assert_false(shape_fits_on(SHAPE_PAGE, &s, wrong, arena, &where));
	is_text(where, "id: is a text");
}

static void
what_does_not_fit_is_named_with_its_place(void **state)
{
	struct node *n = fill();

	(void)state;
	n->tree->child[0].kind = NODE_TEXT;
	n->tree->child[0].text = STR("7");
	is_text(misfit(n), "id: is a text");
	n = fill();
	n->tree->child[1].text = STR("lost");
	is_text(misfit(n), "state: is none of its words");
	n = fill();
	n->tree->child[0].kind = NODE_NULL;
	is_text(misfit(n), "id: is null");
	n = fill();
	n->tree->child[3].tree->child[1].tree->child[0].kind = NODE_BOOL;
	is_text(misfit(n), "people.1.name: is a boolean");
	n = fill();
	n->tree->child[4].tree->child[0].kind = NODE_INT;
	is_text(misfit(n), "tags.0: is an integer");
}

static void
a_key_missing_added_or_told_twice_does_not_fit(void **state)
{
	static char copy[] = "id";
	struct node *n = fill();

	(void)state;
	n->tree->n--;
	is_text(misfit(n), "more: is missing");
	n = fill();
	model_int(n, "extra", 1);
	is_text(misfit(n), "extra: is not in the shape Shift");
	n = fill();
	model_int(n, copy, 8);
	is_text(misfit(n), "id: is there twice");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_found_by_key),
		cmocka_unit_test(a_map_keeps_the_order_of_setting),
		cmocka_unit_test(
		    a_map_handed_out_stays_usable_when_its_parent_grows),
		cmocka_unit_test(a_tree_as_promised_fits),
		cmocka_unit_test(a_face_need_not_have_what_it_does_not_show),
		cmocka_unit_test(what_does_not_fit_is_named_with_its_place),
		cmocka_unit_test(
		    a_key_missing_added_or_told_twice_does_not_fit),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
