/*
 * template: values, conditions, loops, fragments and layouts, and that each
 * value is escaped for where it stands.
 */
#include "fixture.h"

#include "base/banned.h"

static void
a_value_is_the_content_of_its_element(void **state)
{
	(void)state;
	is_page("<p w:text=\"data.title\"/>",
	    "<p>Fish &amp; \"chips\" &lt;b&gt;</p>");
	is_page("<p w:text=\"data.count\">a sample</p>", "<p>1234</p>");
	is_page("<p w:text=\"data.note\"/>", "<p></p>");
	is_page("<p w:text=\"data.place.name\"/>", "<p>Masque Theatre</p>");
	is_page("<p w:text=\"data.title\" w:omit=\"\"/>",
	    "Fish &amp; \"chips\" &lt;b&gt;");
}

static void
a_value_stands_in_a_text(void **state)
{
	(void)state;
	is_page("<p>{data.place.name}, {data.count} of them</p>",
	    "<p>Masque Theatre, 1234 of them</p>");
	is_page("<p title=\"At {data.title}\">x</p>",
	    "<p title=\"At Fish &amp; &quot;chips&quot; &lt;b&gt;\">x</p>");
}

static void
an_attribute_takes_a_value_or_is_left_out(void **state)
{
	(void)state;
	is_page("<i w:id=\"data.title\" w:title=\"data.note\"/>",
	    "<i id=\"Fish &amp; &quot;chips&quot; &lt;b&gt;\"></i>");
	is_page("<i w:data-n=\"data.count\" lang=\"af\"/>",
	    "<i data-n=\"1234\" lang=\"af\"></i>");
	is_page("<i w:aria-current=\"data.open\"/>",
	    "<i aria-current=\"true\"></i>");
}

static void
a_class_is_added_to_the_literal_one(void **state)
{
	(void)state;
	is_page("<i class=\"row\" w:class=\"data.state\"/>",
	    "<i class=\"row sms_sent\"></i>");
	is_page("<i w:class=\"data.state\"/>", "<i class=\"sms_sent\"></i>");
	is_page("<i class=\"row\" w:class=\"data.note\"/>",
	    "<i class=\"row\"></i>");
	is_page("<i w:class=\"data.note\"/>", "<i></i>");
}

static void
a_word_may_depend_on_a_condition(void **state)
{
	(void)state;
	is_page("<i class=\"row\" w:class=\"you if data.open\"/>",
	    "<i class=\"row you\"></i>");
	is_page("<i class=\"row\" w:class=\"you if data.closed\"/>",
	    "<i class=\"row\"></i>");
	is_page("<i w:aria-current=\"page if data.state=sms_sent\"/>",
	    "<i aria-current=\"page\"></i>");
	is_page("<i w:aria-current=\"page if data.state=booked\"/>",
	    "<i></i>");
}

static void
a_boolean_attribute_stands_by_truth(void **state)
{
	(void)state;
	is_page("<input required=\"required\" w:disabled=\"data.closed\" "
	    "w:checked=\"data.state=sms_sent\"/>",
	    "<input required checked>");
}

static void
addresses_of_unknown_schemes_become_a_hash(void **state)
{
	(void)state;
	is_page("<a w:href=\"data.evil\">x</a>", "<a href=\"#\">x</a>");
	is_page("<img alt=\"\" w:src=\"data.evil\"/>",
	    "<img alt=\"\" src=\"#\">");
	is_page("<a w:each=\"i in data.items\" w:href=\"i.href\"/>",
	    "<a href=\"/shifts/1\"></a><a href=\"/shifts/2?a=1&amp;b\"></a>"
	    "<a href=\"#\"></a>");
	is_page("<a w:href=\"data.place.map_href\">x</a>", "<a>x</a>");
}

static void
literal_addresses_lead_to_pages_and_files(void **state)
{
	(void)state;
	is_page("<a href=\"/shifts?open=1#x\">x</a>",
	    "<a href=\"/shifts?open=1#x\">x</a>");
	is_page("<a href=\"tel:112\">112</a>", "<a href=\"tel:112\">112</a>");
	is_page("<svg><use href=\"/static/icons.svg#home\"/></svg>",
	    "<svg><use href=\"/static/icons.svg?v=1&amp;x#home\"/></svg>");
}

static void
an_element_stands_if_its_value_is_there(void **state)
{
	(void)state;
	is_page("<p w:if=\"data.open\">yes</p>"
	    "<p w:unless=\"data.open\">no</p>", "<p>yes</p>");
	is_page("<p w:if=\"data.note\">a</p><p w:if=\"data.none\">b</p>"
	    "<p w:if=\"data.items\">c</p><p w:unless=\"data.closed\">d</p>"
	    "<p w:if=\"data.at\">e</p><p w:if=\"data.place.map_href\">f</p>",
	    "<p>c</p><p>d</p><p>e</p>");
	is_page("<p w:if=\"data.state=sms_sent\" w:unless=\"data.note\">x</p>"
	    "<p w:unless=\"data.state=sms_sent\">y</p>", "<p>x</p>");
}

static void
an_element_is_repeated_for_each_item(void **state)
{
	(void)state;
	is_page("<li w:each=\"i in data.items\">{i.name}, {i.taken}</li>",
	    "<li>Village, 0</li><li>&lt;Lake&gt;, 1</li><li>Marina, 2</li>");
	is_page("<li w:each=\"i in data.items\" w:if=\"i.mine\" "
	    "w:text=\"i.name\"/>", "<li>&lt;Lake&gt;</li>");
	is_page("<li w:each=\"t in data.tags\" w:text=\"t\"/>",
	    "<li>dark</li><li>wet</li>");
	is_page("<li w:each=\"i in data.none\">never</li>", "");
	is_page("<b w:each=\"i in data.items\" w:omit=\"\">"
	    "<i w:each=\"t in i.tags\">{i.taken}{t}</i>;</b>",
	    "<i>0Village</i>;;<i>2Marina</i>;");
}

static void
white_space_is_folded_but_not_in_pre(void **state)
{
	(void)state;
	is_page("<p>  two\n   words </p> <b>x</b>\n\t<b>y</b>",
	    "<p> two words </p> <b>x</b>\n<b>y</b>");
	is_page("<pre>a  b\n  c {data.count}</pre>",
	    "<pre>a  b\n  c 1234</pre>");
}

static void
html_is_written_as_html_has_it(void **state)
{
	(void)state;
	is_page("<div/><br/><script src=\"/static/icons.svg\"/>"
	    "<!-- gone --><svg viewBox=\"0 0 1 1\"><path d=\"M1\"/></svg>",
	    "<div></div><br><script src=\"/static/icons.svg?v=1&amp;x\">"
	    "</script><svg viewBox=\"0 0 1 1\"><path d=\"M1\"/></svg>");
	is_page("<p>&lt;b&gt; &amp; <![CDATA[<i>]]></p>",
	    "<p>&lt;b&gt; &amp; &lt;i&gt;</p>");
}

static void
a_fragment_takes_its_place_with_one_name_and_a_slot(void **state)
{
	(void)state;
	fixture_write("fragments/a", "<p " NAMESPACES " class=\"row\">"
	    "{it.name}: <b w:slot=\"main\">nothing</b></p>");
	is_page("<i w:each=\"s in data.items\" w:use=\"a\" w:with=\"it in s\">"
	    "{s.taken}</i>",
	    "<p class=\"row\">Village: <b>0</b></p>"
	    "<p class=\"row\">&lt;Lake&gt;: <b>1</b></p>"
	    "<p class=\"row\">Marina: <b>2</b></p>");
	is_page("<i w:use=\"a\" w:with=\"it in data.place\"/>",
	    "<p class=\"row\">Masque Theatre: <b>nothing</b></p>");
}

static void
a_slot_keeps_the_names_it_was_written_under(void **state)
{
	(void)state;
	fixture_write("fragments/a", "<ul " NAMESPACES ">"
	    "<li w:each=\"s in data.tags\">{s} <b w:slot=\"main\"/></li>"
	    "</ul>");
	is_page("<i w:each=\"s in data.items\" w:if=\"s.mine\" w:use=\"a\">"
	    "<q w:each=\"u in s.tags\">{u}</q>{s.taken}</i>",
	    "<ul><li>dark <b>1</b></li><li>wet <b>1</b></li></ul>");
}

static void
a_fragment_does_not_see_the_names_of_its_user(void **state)
{
	(void)state;
	fixture_write("fragments/a", "<p " NAMESPACES ">{s.name}</p>");
	is_text(fixture_refuses("<i w:each=\"s in data.items\" w:use=\"a\"/>"),
	    "fragments/a.html:1: unknown path s.name\n");
}

static void
a_page_is_put_into_its_layout(void **state)
{
	const struct template *t;
	const char *why;

	(void)state;
	fixture_write("layout", "<html " NAMESPACES " w:lang=\"page.language\">"
	    "<head><title>{page.title}</title></head>"
	    "<body><div w:slot=\"main\" w:omit=\"\"/></body></html>");
	fixture_write("t", "<main " NAMESPACES " w:layout=\"layout\" id=\"m\">"
	    "{data.count}</main>");
	t = fixture_compile("t", &why);
	is_text(why, "");
	is_text(fixture_render(t), "<!doctype html>\n<html lang=\"en\"><head>"
	    "<title>Shifts</title></head><body><main id=\"m\">1234</main>"
	    "</body></html>");
}

static void
a_form_has_its_action_and_its_token(void **state)
{
	(void)state;
	is_page("<form w:post=\"seat-book\" w:param-shift=\"data.title\"/>",
	    "<form method=\"post\" action=\"/shifts/"
	    "Fish%20%26%20%22chips%22%20%3Cb%3E/book\">"
	    "<input type=\"hidden\" name=\"csrf\" value=\"tok&quot;en\">"
	    "</form>");
	is_page("<form class=\"f\" w:get=\"shifts\">x</form>",
	    "<form method=\"get\" action=\"/shifts\" class=\"f\">x</form>");
	is_page("<form method=\"get\" action=\"/shifts\">x</form>",
	    "<form method=\"get\" action=\"/shifts\">x</form>");
}

static void
formatters_write_times_as_the_zone_has_them(void **state)
{
	(void)state;
	is_page("{data.at|time} {data.at|iso} {data.at|isodate}",
	    "01:30 2026-11-22T01:30+02:00 2026-11-22");
	is_page("{data.at|date}; {data.at|longdate}; {data.at|fulldate}",
	    "Sun 22 Nov; Sunday 22 November; Sunday 22 November 2026");
	is_page("{data.at|day}, {data.at|weekday} {data.at|monthday}",
	    "Today, Sun 22");
	is_page("{data.at|in}; {data.at|ago}", "in 19 min; 19 min");
}

static void
formatters_write_lengths_numbers_names_and_words(void **state)
{
	(void)state;
	is_page("{data.length_s|length}", "1 h 30 min");
	is_page("{data.count|minutes}", "20:34");
	is_page("{data.count|number}", "1\xc2\xa0" "234");
	is_page("{data.place.name|initials}", "MT");
	is_page("{data.state|word}", "SMS sent");
}

static void
a_page_that_does_not_fit_fails_the_buffer(void **state)
{
	struct scope scope = { data, page, NULL, 0 };
	const struct template *t;
	const char *why;
	struct buf b;

	(void)state;
	fixture_write("t", "<p " NAMESPACES " w:text=\"data.title\"/>");
	t = fixture_compile("t", &why);
	buf_init(&b, arena, 10);
	template_render(t, &scope, &b);
	assert_true(b.failed);
}

static void
maps_of_another_order_are_read_right(void **state)
{
	const struct template *t;
	struct node *first = data, *place;
	const char *why;

	(void)state;
	fixture_write("t", "<p " NAMESPACES ">{data.count} {data.title} "
	    "{data.place.name}</p>");
	t = fixture_compile("t", &why);
	fixture_render(t);
	data = model_new(arena);
	model_text(data, arena_dup(arena, "title", 5), "T");
	place = model_map(data, "place");
	model_int(data, "count", 3);
	is_text(fixture_render(t), "<p>3 T </p>");
	model_text(place, "name", "N");
	is_text(fixture_render(t), "<p>3 T N</p>");
	data = first;
	is_text(fixture_render(t),
	    "<p>1234 Fish &amp; \"chips\" &lt;b&gt; Masque Theatre</p>");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_set_up, \
	fixture_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_value_is_the_content_of_its_element),
		TEST(a_value_stands_in_a_text),
		TEST(an_attribute_takes_a_value_or_is_left_out),
		TEST(a_class_is_added_to_the_literal_one),
		TEST(a_word_may_depend_on_a_condition),
		TEST(a_boolean_attribute_stands_by_truth),
		TEST(addresses_of_unknown_schemes_become_a_hash),
		TEST(literal_addresses_lead_to_pages_and_files),
		TEST(an_element_stands_if_its_value_is_there),
		TEST(an_element_is_repeated_for_each_item),
		TEST(white_space_is_folded_but_not_in_pre),
		TEST(html_is_written_as_html_has_it),
		TEST(a_fragment_takes_its_place_with_one_name_and_a_slot),
		TEST(a_slot_keeps_the_names_it_was_written_under),
		TEST(a_fragment_does_not_see_the_names_of_its_user),
		TEST(a_page_is_put_into_its_layout),
		TEST(a_form_has_its_action_and_its_token),
		TEST(formatters_write_times_as_the_zone_has_them),
		TEST(formatters_write_lengths_numbers_names_and_words),
		TEST(a_page_that_does_not_fit_fails_the_buffer),
		TEST(maps_of_another_order_are_read_right),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
