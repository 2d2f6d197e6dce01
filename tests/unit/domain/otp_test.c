/* otp: six digits, as typed, and the pace of asking again. */
#include "../unit.h"

#include "domain/otp.h"

#include "base/banned.h"

static void
codes_keep_their_leading_zeros(void **state)
{
	char code[OTP_TEXT];

	(void)state;
	otp_format(0, code);
	is_text(code, "000000");
	otp_format(4207, code);
	is_text(code, "004207");
	otp_format(999999, code);
	is_text(code, "999999");
}

static void
a_code_is_read_as_people_type_it(void **state)
{
	static const char *const good[] = { "004207", " 004207 ", "004 207",
		"004-207", "0 0 4 2 0 7", "00-42-07", "004 - 207\n" };
	char code[OTP_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(otp_read(str_of(good[i]), code));
		is_text(code, "004207");
	}
}

static void
what_is_not_six_digits_is_refused(void **state)
{
	static const char *const bad[] = { "", " ", "00420", "0042071",
		"-004207", "004207-", "00420a", "004.207", "004\t207x",
		"٠٠٤٢٠٧", "1e5", "+04207" };
	char code[OTP_TEXT] = "same";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(otp_read(str_of(bad[i]), code));
	assert_false(otp_read(STR("00420\0"), code));
	is_text(code, "same");
}

static void
asking_again_takes_twice_as_long_up_to_an_hour(void **state)
{
	static const int64_t want[] = { 30, 60, 120, 240, 480, 960, 1920, 3600,
		3600 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		is_int(otp_resend_after_s((int64_t)i + 1), want[i]);
	is_int(otp_resend_after_s(INT64_MAX), 3600);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_keep_their_leading_zeros),
		cmocka_unit_test(a_code_is_read_as_people_type_it),
		cmocka_unit_test(what_is_not_six_digits_is_refused),
		cmocka_unit_test(
		    asking_again_takes_twice_as_long_up_to_an_hour),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
