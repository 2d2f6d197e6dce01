/*
 * template_message: what is translated and what not, in a test's catalogue;
 * notices; and the list of messages for translators.
 */
#include "fixture.h"

#include "base/banned.h"

static int
set_up(void **state)
{
	is_ok(language_load("tests/unit/view/locale"));
	return fixture_set_up(state);
}

static const struct language *
af(void)
{
	const struct language *l = language_find(STR("af"));

	assert_non_null(l);
	return l;
}

#define is_page_in_af(body, want) is_text(fixture_shows_in(af(), body), want)

static void
texts_and_spoken_attributes_are_messages(void **state)
{
	(void)state;
	is_page_in_af("<p>\n Not for\n  emergencies </p>",
	    "<p>\nNie vir noodgevalle nie </p>");
	is_page_in_af("<a title=\"Skip to content\" "
	    "data-label=\"Skip  to content\" id=\"Skip to content\">x</a>",
	    "<a title=\"Na die &quot;inhoud&quot;\" "
	    "data-label=\"Na die &quot;inhoud&quot;\" "
	    "id=\"Skip to content\">x</a>");
	is_page("<p>Not for emergencies</p>", "<p>Not for emergencies</p>");
}

static void
values_move_with_their_message(void **state)
{
	(void)state;
	is_page_in_af("<p>{data.count} of them at {data.place.name}</p>",
	    "<p>By Masque Theatre is 1234 &lt; alles</p>");
}

static void
a_whole_sentence_takes_its_children_along(void **state)
{
	static const char body[] = "<p w:t=\"\"> Ring <b w:arg=\"number\" "
	    "class=\"x\">{data.count}</b>\n or {data.place.name} &amp; wait"
	    "</p>";

	(void)state;
	is_page(body, "<p>Ring <b class=\"x\">1234</b> or Masque Theatre "
	    "&amp; wait</p>");
	is_page_in_af(body,
	    "<p>Wag by Masque Theatre, bel <b class=\"x\">1234</b></p>");
}

static void
what_says_translate_no_is_left_alone(void **state)
{
	(void)state;
	is_page_in_af("<p translate=\"no\" title=\"Skip to content\">"
	    "<b>Not for emergencies</b></p><p>Not for emergencies</p>",
	    "<p translate=\"no\" title=\"Skip to content\">"
	    "<b>Not for emergencies</b></p><p>Nie vir noodgevalle nie</p>");
}

static const char *
plural_of(const struct language *l, int64_t count)
{
	struct node *n = data->tree->child + 2;

	assert_string_equal(n->key, "count");
	n->number = count;
	return fixture_shows_in(l, "<p w:count=\"data.count\" "
	    "w:plural=\"{data.count} shifts\">One shift</p>");
}

static void
a_plural_has_the_forms_of_its_language(void **state)
{
	size_t n;
	const struct language *en = language_list(&n);

	(void)state;
	is_text(plural_of(en, 1), "<p>One shift</p>");
	is_text(plural_of(en, 0), "<p>0 shifts</p>");
	is_text(plural_of(en, 101), "<p>101 shifts</p>");
	is_text(plural_of(af(), 1), "<p>een 1</p>");
	is_text(plural_of(af(), 2), "<p>paar 2</p>");
	is_text(plural_of(af(), 11), "<p>baie 11</p>");
	is_text(plural_of(af(), 1121), "<p>een 1121</p>");
	is_text(plural_of(af(), 100003), "<p>paar 100003</p>");
	is_text(plural_of(af(), 100011), "<p>baie 100011</p>");
	is_text(plural_of(af(), -1), "<p>een -1</p>");
}

static void
words_dates_and_controls_are_translated(void **state)
{
	(void)state;
	is_page_in_af("{data.state|word}", "SMS gestuur");
	is_page_in_af("{data.at|longdate}, {data.at|day}, {data.at|in}",
	    "Sondag, 22 November, Vandag, oor 19 min");
	assert_non_null(strstr(fixture_shows_in(af(),
	    "<form w:post=\"seat-book\" w:param-shift=\"data.count\">"
	    "<p w:field=\"phone\"/></form>"),
	    ">Jou nommer</label>\n<p class=\"soft\" id=\"phone-hint\">"
	    "Met die 0 &amp; al</p>"));
}

static void
a_translation_with_other_placeholders_is_refused(void **state)
{
	struct template_in in = { "t", &shape_fixture, af(), false };
	const char *why;

	(void)state;
	fixture_write("t", "<p " NAMESPACES ">\n<b>lost {data.count} here</b>"
	    "\n<b>renamed {data.count}</b></p>");
	assert_null(fixture_compile_in(&in, &why));
	is_text(why,
	    "t.html:2: af: other placeholders than \"lost {data.count} here\"\n"
	    "t.html:3: af: other placeholders than \"renamed {data.count}\"\n");
}

static void
a_notice_is_plain_text(void **state)
{
	const struct template *t;
	const char *why;

	(void)state;
	fixture_write("notices/t", "<notice " NAMESPACES ">\n"
	    "  {data.title},\n   <b w:if=\"data.closed\">closed</b>\n"
	    "  at <i w:text=\"data.at|time\" class=\"x\"/>.  <br/>\n"
	    "  <a w:each=\"i in data.items\" w:href=\"i.href\">{i.name} </a>\n"
	    "</notice>");
	t = fixture_compile("notices/t", &why);
	is_text(why, "");
	is_text(fixture_render(t), "Fish & \"chips\" <b>, at 01:30.\n"
	    "Village <Lake> Marina");
}

static void
a_form_in_a_notice_is_refused(void **state)
{
	const char *why;

	(void)state;
	fixture_write("notices/t", "<notice " NAMESPACES ">\n"
	    "<form w:get=\"shifts\"/></notice>");
	assert_null(fixture_compile("notices/t", &why));
	is_text(why, "notices/t.html:2: a form in a notice\n");
}

static void
list(const struct template_message *m, void *arg)
{
	buf_printf(arg, "%d:%s%s%s\n", m->line, m->msgid,
	    m->plural == NULL ? "" : "|", m->plural == NULL ? "" : m->plural);
}

static void
the_messages_of_a_file_are_listed_as_they_are_looked_up(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, arena, 4096);
	fixture_write("t", "<main " NAMESPACES " w:layout=\"layout\">\n"
	    "<p title=\"A title\">Some\n text {a.b|time}</p>\n"
	    "<p w:each=\"i in data.x\" w:t=\"\">See <b w:arg=\"c\">inside</b>"
	    "</p>\n<p w:use=\"a\">slot</p>\n"
	    "<p w:plural=\"{n.m} many\" w:count=\"n.m\">one</p>\n"
	    "<form w:post=\"r\"><p w:field=\"f\">a hint</p></form>\n"
	    "<p translate=\"no\">never</p><p>{only.value} – 12</p>\n"
	    "</main>");
	is_ok(template_messages(fixture_env.dir, "t", arena, list, &b));
	is_text(b.p, "2:A title\n2:Some text {a.b|time}\n4:See {c}\n"
	    "4:inside\n5:slot\n6:one|{n.m} many\n7:a hint\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, fixture_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(texts_and_spoken_attributes_are_messages),
		TEST(values_move_with_their_message),
		TEST(a_whole_sentence_takes_its_children_along),
		TEST(what_says_translate_no_is_left_alone),
		TEST(a_plural_has_the_forms_of_its_language),
		TEST(words_dates_and_controls_are_translated),
		TEST(a_translation_with_other_placeholders_is_refused),
		TEST(a_notice_is_plain_text),
		TEST(a_form_in_a_notice_is_refused),
		TEST(the_messages_of_a_file_are_listed_as_they_are_looked_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
