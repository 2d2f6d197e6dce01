/*
 * template_control: each control in GOV.UK's pattern, with what was typed and
 * what is wrong about it.
 */
#include "fixture.h"

#include "base/banned.h"

static const char *
control(const char *element)
{
	static const char head[] = "<form method=\"post\" "
	    "action=\"/shifts/1234/book\"><input type=\"hidden\" "
	    "name=\"csrf\" value=\"tok&quot;en\">";
	const char *text = fixture_shows(str_printf(arena,
	    "<form w:post=\"seat-book\" w:param-shift=\"data.count\">%s</form>",
	    element));

	assert_int_equal(strncmp(text, head, strlen(head)), 0);
	return arena_dup(arena, text + strlen(head),
	    strlen(text) - strlen(head) - strlen("</form>"));
}

#define is_control(name, want) \
	is_text(control("<p w:field=\"" name "\"/>"), (want))

/* What was typed, and what is wrong. */
static void
typed(const char *name, const char *value, const char *error)
{
	model_text(model_map(page, "form"), name, value);
	if (error != NULL)
		model_text(model_map(page, "error"), name, error);
}

static void
a_box_has_label_hint_and_what_its_row_tells(void **state)
{
	(void)state;
	is_control("phone", "<div class=\"field\">\n"
	    "<label for=\"phone\">Your number</label>\n"
	    "<p class=\"soft\" id=\"phone-hint\">With the 0 &amp; all</p>\n"
	    "<input id=\"phone\" name=\"phone\" class=\"w16\" type=\"tel\" "
	    "inputmode=\"tel\" autocomplete=\"tel\" required maxlength=\"32\" "
	    "aria-describedby=\"phone-hint\">\n</div>");
}

static void
a_wrong_box_says_so_and_keeps_what_was_typed(void **state)
{
	(void)state;
	typed("phone", "082 \"<", "One digit is missing & so on");
	is_control("phone", "<div class=\"field wrong\">\n"
	    "<label for=\"phone\">Your number</label>\n"
	    "<p class=\"soft\" id=\"phone-hint\">With the 0 &amp; all</p>\n"
	    "<p class=\"error\" id=\"phone-err\">"
	    "One digit is missing &amp; so on</p>\n"
	    "<input id=\"phone\" name=\"phone\" class=\"w16\" type=\"tel\" "
	    "inputmode=\"tel\" autocomplete=\"tel\" required maxlength=\"32\" "
	    "value=\"082 &quot;&lt;\" aria-invalid=\"true\" "
	    "aria-describedby=\"phone-hint phone-err\">\n</div>");
}

static void
an_optional_box_says_so_and_dots_become_dashes_in_its_id(void **state)
{
	(void)state;
	typed("recurrence.cron", "0 22 * * 5", "No");
	is_control("recurrence.cron", "<div class=\"field wrong\">\n"
	    "<label for=\"recurrence-cron\">Cron line "
	    "<span class=\"soft\">(optional)</span></label>\n"
	    "<p class=\"error\" id=\"recurrence-cron-err\">No</p>\n"
	    "<input id=\"recurrence-cron\" name=\"recurrence.cron\" "
	    "maxlength=\"100\" value=\"0 22 * * 5\" aria-invalid=\"true\" "
	    "aria-describedby=\"recurrence-cron-err\">\n</div>");
}

static void
a_class_is_added_and_a_content_is_the_hint(void **state)
{
	(void)state;
	is_text(control("<p class=\"if-cron\" w:field=\"recurrence.cron\">"
	    "As <code>{data.count}</code></p>"),
	    "<div class=\"field if-cron\">\n"
	    "<label for=\"recurrence-cron\">Cron line "
	    "<span class=\"soft\">(optional)</span></label>\n"
	    "<p class=\"soft\" id=\"recurrence-cron-hint\">"
	    "As <code>1234</code></p>\n"
	    "<input id=\"recurrence-cron\" name=\"recurrence.cron\" "
	    "maxlength=\"100\" aria-describedby=\"recurrence-cron-hint\">\n"
	    "</div>");
}

static void
a_code_is_numeric_and_never_given_back(void **state)
{
	(void)state;
	typed("code", "123456", NULL);
	is_control("code", "<div class=\"field\">\n"
	    "<label for=\"code\">Six digits</label>\n"
	    "<input id=\"code\" name=\"code\" class=\"code\" "
	    "inputmode=\"numeric\" autocomplete=\"one-time-code\" required "
	    "pattern=\"[0-9]{6}\" maxlength=\"6\">\n</div>");
}

static void
a_number_is_as_long_as_its_largest(void **state)
{
	(void)state;
	model_int(model_map(page, "form"), "seats", 4);
	is_control("seats", "<div class=\"field\">\n"
	    "<label for=\"seats\">Takes at most</label>\n"
	    "<input id=\"seats\" name=\"seats\" class=\"w4\" "
	    "inputmode=\"numeric\" required maxlength=\"3\" value=\"4\">\n"
	    "</div>");
}

static void
a_date_has_its_own_box(void **state)
{
	(void)state;
	is_control("from", "<div class=\"field\">\n"
	    "<label for=\"from\">First date "
	    "<span class=\"soft\">(optional)</span></label>\n"
	    "<input id=\"from\" name=\"from\" type=\"date\">\n</div>");
}

static void
a_text_area_keeps_a_new_line_at_its_beginning(void **state)
{
	(void)state;
	typed("notes", "\ntwo </textarea>", NULL);
	is_control("notes", "<div class=\"field\">\n"
	    "<label for=\"notes\">Notes "
	    "<span class=\"soft\">(optional)</span></label>\n"
	    "<textarea id=\"notes\" name=\"notes\" rows=\"3\" "
	    "maxlength=\"1000\">\n\ntwo &lt;/textarea&gt;</textarea>\n</div>");
}

static void
a_list_selects_what_was_chosen(void **state)
{
	(void)state;
	typed("topic", "seen", NULL);
	is_control("topic", "<div class=\"field\">\n"
	    "<label for=\"topic\">About</label>\n"
	    "<select id=\"topic\" name=\"topic\" required>\n"
	    "<option value=\"\">Choose one</option>\n"
	    "<option value=\"seen\" selected>Something I saw</option>\n"
	    "</select>\n</div>");
}

static void
a_list_without_choices_takes_the_page_s(void **state)
{
	struct node *list = model_list(model_map(page, "choices"), "zone"), *n;

	(void)state;
	n = model_item(list);
	model_text(n, "value", "Africa/Cairo");
	model_text(n, "label", "Cairo <");
	n = model_item(list);
	model_text(n, "value", "Europe/London");
	model_text(n, "label", "London");
	typed("zone", "Europe/London", NULL);
	is_control("zone", "<div class=\"field\">\n"
	    "<label for=\"zone\">Zone</label>\n"
	    "<select id=\"zone\" name=\"zone\">\n"
	    "<option value=\"Africa/Cairo\">Cairo &lt;</option>\n"
	    "<option value=\"Europe/London\" selected>London</option>\n"
	    "</select>\n</div>");
}

static void
radios_stand_in_a_fieldset_that_asks(void **state)
{
	(void)state;
	typed("when", "later", "Say when");
	is_control("when", "<fieldset class=\"opts wrong\" "
	    "aria-describedby=\"when-err\">\n<legend>When?</legend>\n"
	    "<p class=\"error\" id=\"when-err\">Say when</p>\n"
	    "<label class=\"opt\"><input type=\"radio\" name=\"when\" "
	    "id=\"when\" value=\"now\" required><span>As soon as you can "
	    "<span class=\"soft\">tonight</span></span></label>\n"
	    "<label class=\"opt\"><input type=\"radio\" name=\"when\" "
	    "id=\"when-later\" value=\"later\" required checked>"
	    "<span>Tomorrow &amp; later</span></label>\n</fieldset>");
}

static void
days_are_ticked_by_what_the_list_holds(void **state)
{
	struct node *list = model_list(model_map(page, "form"), "days");

	(void)state;
	model_item_text(list, "SU");
	model_item_text(list, "TU");
	is_control("days", "<fieldset class=\"field\">\n"
	    "<legend>Weekdays</legend>\n<div class=\"days\">\n"
	    "<label><input type=\"checkbox\" name=\"days\" id=\"days\" "
	    "value=\"MO\">Mon</label>\n"
	    "<label><input type=\"checkbox\" name=\"days\" id=\"days-TU\" "
	    "value=\"TU\" checked>Tue</label>\n</div>\n</fieldset>");
}

static void
a_tick_has_its_words_beside_it(void **state)
{
	(void)state;
	typed("consent", "1", "We need it");
	is_control("consent", "<div class=\"field wrong\">\n"
	    "<p class=\"error\" id=\"consent-err\">We need it</p>\n"
	    "<label class=\"opt\"><input type=\"checkbox\" id=\"consent\" "
	    "name=\"consent\" value=\"1\" required checked "
	    "aria-invalid=\"true\" aria-describedby=\"consent-err\">"
	    "<span>Keep it <span class=\"soft\">30 days</span></span>"
	    "</label>\n</div>");
}

/* A field's name is the sender's own copy: the next request has another one
 * in the same place of its memory. */
static void
what_was_typed_stays_with_its_field_across_requests(void **state)
{
	char first[] = "seats", second[] = "phone";
	const struct template *t;
	const char *why, *shown;
	struct node *form;

	(void)state;
	fixture_write("t", "<div " NAMESPACES "><form w:post=\"seat-book\" "
	    "w:param-shift=\"data.count\"><p w:field=\"phone\"/>"
	    "<p w:field=\"seats\"/></form></div>");
	t = fixture_compile("t", &why);
	is_text(why, "");
	form = model_map(page, "form");
	model_text(form, first, "4");
	model_text(form, second, "082");
	(void)fixture_render(t);
	memcpy(first, "phone", sizeof(first));
	memcpy(second, "seats", sizeof(second));
	shown = fixture_render(t);
	assert_true(strstr(shown, "value=\"4\"") < strstr(shown,
	    "name=\"seats\""));
	assert_true(strstr(shown, "value=\"082\"") > strstr(shown,
	    "name=\"seats\""));
}

static void
a_hidden_field_is_only_its_value(void **state)
{
	(void)state;
	model_int(model_map(page, "form"), "version", 3);
	is_control("version",
	    "<input type=\"hidden\" name=\"version\" value=\"3\">");
}

static void
a_honeypot_is_neither_seen_nor_reached(void **state)
{
	(void)state;
	typed("website", "http://spam.example/", NULL);
	is_control("website", "<div class=\"vh\" aria-hidden=\"true\">"
	    "<label for=\"website\">Leave empty</label>"
	    "<input id=\"website\" name=\"website\" tabindex=\"-1\" "
	    "autocomplete=\"off\"></div>");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, fixture_set_up, \
	fixture_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_box_has_label_hint_and_what_its_row_tells),
		TEST(a_wrong_box_says_so_and_keeps_what_was_typed),
		TEST(an_optional_box_says_so_and_dots_become_dashes_in_its_id),
		TEST(a_class_is_added_and_a_content_is_the_hint),
		TEST(a_code_is_numeric_and_never_given_back),
		TEST(a_number_is_as_long_as_its_largest),
		TEST(a_date_has_its_own_box),
		TEST(a_text_area_keeps_a_new_line_at_its_beginning),
		TEST(a_list_selects_what_was_chosen),
		TEST(a_list_without_choices_takes_the_page_s),
		TEST(radios_stand_in_a_fieldset_that_asks),
		TEST(days_are_ticked_by_what_the_list_holds),
		TEST(a_tick_has_its_words_beside_it),
		TEST(what_was_typed_stays_with_its_field_across_requests),
		TEST(a_hidden_field_is_only_its_value),
		TEST(a_honeypot_is_neither_seen_nor_reached),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
