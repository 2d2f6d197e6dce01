/*
 * fixture: compiling complains on stderr, so stderr is a file meanwhile.
 */
#include "fixture.h"

#include <sys/stat.h>

#include "base/zone.h"

#include "base/banned.h"

static char dir[4096];
struct arena *arena;
struct node *data, *page;
static const struct zone *zone;

static const struct shape_word state_words[] = {
	{ "booked", N_("signed up") }, { "sms_sent", N_("SMS sent") },
	{ NULL, NULL },
};

static const struct shape_word answer_words[] = {
	{ "yes", NULL }, { "no", NULL }, { NULL, NULL },
};

static const struct shape_row place_rows[] = {
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "map_href", .kind = NODE_HREF, .nullable = true },
};
static SHAPE(place, "Place");

static const struct shape_row item_rows[] = {
	{ .name = "name", .kind = NODE_TEXT },
	{ .name = "href", .kind = NODE_HREF },
	{ .name = "taken", .kind = NODE_INT },
	{ .name = "mine", .kind = NODE_BOOL },
	{ .name = "tags", .kind = NODE_LIST },
};
static SHAPE(item, "Item");

static const struct shape_row fixture_rows[] = {
	{ .name = "title", .kind = NODE_TEXT },
	{ .name = "note", .kind = NODE_TEXT, .nullable = true },
	{ .name = "count", .kind = NODE_INT },
	{ .name = "length_s", .kind = NODE_INT },
	{ .name = "open", .kind = NODE_BOOL },
	{ .name = "closed", .kind = NODE_BOOL },
	{ .name = "at", .kind = NODE_INSTANT },
	{ .name = "state", .kind = NODE_TEXT, .words = state_words },
	{ .name = "answer", .kind = NODE_TEXT, .words = answer_words },
	{ .name = "place", .kind = NODE_MAP, .of = &shape_place },
	{ .name = "items", .kind = NODE_LIST, .of = &shape_item },
	{ .name = "none", .kind = NODE_LIST, .of = &shape_item },
	{ .name = "tags", .kind = NODE_LIST },
	{ .name = "evil", .kind = NODE_TEXT },
};
SHAPE(fixture, "Fixture");

static const struct shape_row page_rows[] = {
	{ .name = "title", .kind = NODE_TEXT },
	{ .name = "language", .kind = NODE_TEXT },
	{ .name = "csrf", .kind = NODE_TEXT },
	{ .name = "form", .kind = NODE_MAP },
	{ .name = "error", .kind = NODE_MAP },
	{ .name = "choices", .kind = NODE_MAP },
};
static SHAPE(page, "Page");

static const struct choice days[] = {
	{ "MO", "Mon", NULL }, { "TU", "Tue", NULL }, { NULL, NULL, NULL },
};
static const struct choice whens[] = {
	{ "now", "As soon as you can", "tonight" },
	{ "later", "Tomorrow & later", NULL },
	{ NULL, NULL, NULL },
};
static const struct choice topics[] = {
	{ "", "Choose one", NULL }, { "seen", "Something I saw", NULL },
	{ NULL, NULL, NULL },
};

static const struct control controls[] = {
	{ .name = "phone", .label = "Your number", .hint = "With the 0 & all",
	    .widget = WIDGET_TEL, .required = true, .max = 32,
	    .autocomplete = "tel", .size = "w16" },
	{ .name = "recurrence.cron", .label = "Cron line",
	    .widget = WIDGET_TEXT, .max = 100 },
	{ .name = "code", .label = "Six digits", .widget = WIDGET_CODE,
	    .required = true, .min = 6, .max = 6, .secret = true,
	    .autocomplete = "one-time-code" },
	{ .name = "seats", .label = "Takes at most", .widget = WIDGET_NUMBER,
	    .required = true, .min = 1, .max = 999, .size = "w4" },
	{ .name = "from", .label = "First date", .widget = WIDGET_DATE },
	{ .name = "notes", .label = "Notes", .widget = WIDGET_TEXTAREA,
	    .max = 1000 },
	{ .name = "topic", .label = "About", .widget = WIDGET_SELECT,
	    .required = true, .choices = topics },
	{ .name = "zone", .label = "Zone", .widget = WIDGET_SELECT },
	{ .name = "when", .label = "When?", .widget = WIDGET_RADIOS,
	    .required = true, .choices = whens },
	{ .name = "days", .label = "Weekdays", .widget = WIDGET_DAYS,
	    .choices = days },
	{ .name = "consent", .label = "Keep it", .hint = "30 days",
	    .widget = WIDGET_CHECKBOX, .required = true },
	{ .name = "version", .widget = WIDGET_HIDDEN },
	{ .name = "website", .label = "Leave empty",
	    .widget = WIDGET_HONEYPOT },
	{ .name = "token", .widget = WIDGET_NONE },
};

static const char *
route_path(const char *route)
{
	if (strcmp(route, "seat-book") == 0)
		return "/shifts/{shift}/book";
	return strcmp(route, "shifts") == 0 ? "/shifts" : NULL;
}

static bool
path_is_known(const char *path)
{
	return strcmp(path, "/") == 0 || strcmp(path, "/shifts") == 0;
}

static const char *
asset(const char *path)
{
	return strcmp(path, "/static/icons.svg") == 0 ?
	    "/static/icons.svg?v=1&x" : NULL;
}

static const struct control *
control(const char *route, const char *field)
{
	size_t i;

	for (i = 0; i < sizeof(controls) / sizeof(controls[0]); i++)
		if (strcmp(route, "seat-book") == 0 &&
		    strcmp(controls[i].name, field) == 0)
			return &controls[i];
	return NULL;
}

const struct template_env fixture_env = { dir, &shape_page, route_path,
	path_is_known, asset, control };

static void
fill_items(void)
{
	struct node *items = model_list(data, "items"), *item, *tags;
	static const char *const names[] = { "Village", "<Lake>", "Marina" };
	static const char *const hrefs[] = { "/shifts/1", "/shifts/2?a=1&b",
	    "javascript:alert(1)" };
	int i;

	for (i = 0; i < 3; i++) {
		item = model_item(items);
		model_text(item, "name", names[i]);
		model_href(item, "href", hrefs[i]);
		model_int(item, "taken", i);
		model_bool(item, "mine", i == 1);
		tags = model_list(item, "tags");
		if (i != 1)
			model_item_text(tags, names[i]);
	}
}

static void
fill_data(void)
{
	struct node *place, *tags;

	data = model_new(arena);
	model_text(data, "title", "Fish & \"chips\" <b>");
	model_null(data, "note");
	model_int(data, "count", 1234);
	model_int(data, "length_s", 5400);
	model_bool(data, "open", true);
	model_bool(data, "closed", false);
	/* Sunday 22 November 2026, 01:30 in Johannesburg. */
	model_instant(data, "at", 1795303800, zone);
	model_text(data, "state", "sms_sent");
	model_text(data, "answer", "no");
	place = model_map(data, "place");
	model_text(place, "name", "Masque Theatre");
	model_href(place, "map_href", NULL);
	fill_items();
	model_list(data, "none");
	tags = model_list(data, "tags");
	model_item_text(tags, "dark");
	model_item_text(tags, "wet");
	model_text(data, "evil", "javascript:alert(1)");
}

int
fixture_set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)16 * 1024 * 1024);
	is_ok(zone_find(STR("Africa/Johannesburg"), &zone));
	snprintf(dir, sizeof(dir), "%s", unit_temp("templates"));
	mkdir(dir, 0700);
	mkdir(str_printf(arena, "%s/fragments", dir), 0700);
	mkdir(str_printf(arena, "%s/notices", dir), 0700);
	fill_data();
	page = model_new(arena);
	model_text(page, "title", "Shifts");
	model_text(page, "language", "en");
	model_text(page, "csrf", "tok\"en");
	return 0;
}

static void
remove_all(const char *folder)
{
	static const char *const names[] = { "t", "layout", "a", "b" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unlink(str_printf(arena, "%s%s/%s.html", dir, folder,
		    names[i]));
	rmdir(str_printf(arena, "%s%s", dir, folder));
}

int
fixture_tear_down(void **state)
{
	(void)state;
	snprintf(dir, sizeof(dir), "%s", unit_temp("templates"));
	remove_all("/fragments");
	remove_all("/notices");
	remove_all("");
	unlink(unit_temp("complaints"));
	arena_free(arena);
	return 0;
}

void
fixture_use_folder(const char *path)
{
	snprintf(dir, sizeof(dir), "%s", path);
}

void
fixture_write(const char *name, const char *text)
{
	unit_write(str_printf(arena, "%s/%s.html", dir, name), text);
}

/* What was complained of, without the folder: "t.html:1: ...". */
static const char *
complaints(void)
{
	FILE *f = fopen(unit_temp("complaints"), "r");
	char line[4096];
	struct buf b;

	assert_non_null(f);
	buf_init(&b, arena, 65536);
	BUF_LIT(&b, "");
	while (fgets(line, sizeof(line), f) != NULL)
		buf_cstr(&b, strncmp(line, dir, strlen(dir)) == 0 ?
		    line + strlen(dir) + 1 : line);
	fclose(f);
	return b.p;
}

const struct template *
fixture_compile_in(const struct template_in *in, const char **ret_why)
{
	const struct template *t = NULL;
	enum status status;
	int saved;

	fflush(stderr);
	saved = dup(STDERR_FILENO);
	assert_non_null(freopen(unit_temp("complaints"), "w", stderr));
	status = template_compile(&fixture_env, in, arena, &t);
	fflush(stderr);
	dup2(saved, STDERR_FILENO);
	close(saved);
	*ret_why = complaints();
	assert_int_equal(status, (*ret_why)[0] == '\0' ? OK : E_INVALID);
	return t;
}

const struct template *
fixture_compile(const char *name, const char **ret_why)
{
	size_t n;
	struct template_in in = { name, &shape_fixture, language_list(&n),
	    strncmp(name, "notices/", 8) == 0 };

	return fixture_compile_in(&in, ret_why);
}

const char *
fixture_render(const struct template *t)
{
	/* 22 November 2026, 01:11 in Johannesburg. */
	struct scope scope = { data, page, zone, 1795302660 };
	struct buf b;

	assert_non_null(t);
	buf_init(&b, arena, (size_t)1024 * 1024);
	BUF_LIT(&b, "");
	template_render(t, &scope, &b);
	assert_false(b.failed);
	return b.p;
}

static void
write_body(const char *body)
{
	fixture_write("t", str_printf(arena, "<div " NAMESPACES ">%s</div>",
	    body));
}

const char *
fixture_shows_in(const struct language *l, const char *body)
{
	struct template_in in = { "t", &shape_fixture, l, false };
	const struct template *t;
	const char *why, *text;

	write_body(body);
	t = fixture_compile_in(&in, &why);
	is_text(why, "");
	text = fixture_render(t);
	assert_int_equal(strncmp(text, "<div>", 5), 0);
	return arena_dup(arena, text + 5, strlen(text) - 11);
}

const char *
fixture_shows(const char *body)
{
	size_t n;

	return fixture_shows_in(language_list(&n), body);
}

const char *
fixture_refuses(const char *body)
{
	const char *why;

	write_body(body);
	assert_null(fixture_compile("t", &why));
	return strncmp(why, "t.html:", 7) == 0 ? why + 7 : why;
}
