/*
 * null: a FastCGI program that does nothing: 200 bytes, always the same.  What
 * it reaches behind the same nginx is what libfcgi, nginx and TLS leave for
 * any program here.
 */
#include <signal.h>

#include <fcgiapp.h>

#include "base/banned.h"

#define NULL_BYTES 200

static void
null_end(int signal_number)
{
	(void)signal_number;
	FCGX_ShutdownPending();
}

int
main(void)
{
	struct sigaction end = { .sa_handler = null_end };
	char body[NULL_BYTES + 1] = "";
	FCGX_Request fcgi;
	int i;

	for (i = 0; i < NULL_BYTES; i++)
		body[i] = i % 50 == 49 ? '\n' : '.';
	(void)sigaction(SIGTERM, &end, NULL);
	if (FCGX_Init() != 0 ||
	    FCGX_InitRequest(&fcgi, 0, FCGI_FAIL_ACCEPT_ON_INTR) != 0)
		return 1;
	while (FCGX_Accept_r(&fcgi) == 0) {
		(void)FCGX_FPrintF(fcgi.out, "Content-Type: text/plain\r\n"
		    "Content-Length: %d\r\n\r\n%s", NULL_BYTES, body);
		FCGX_Finish_r(&fcgi);
	}
	return 0;
}
