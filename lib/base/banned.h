/*
 * banned: libc functions that have hurt everybody.  The last include of every
 * .c file; a test holds us to it.
 */
#ifndef WATCHBILL_BASE_BANNED_H
#define WATCHBILL_BASE_BANNED_H

/* glibc makes macros of these (sprintf when clang fortifies), and a macro
 * cannot be poisoned. */
#undef alloca
#undef sprintf

#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets
#pragma GCC poison strtok atoi atol atoll atof asctime ctime gmtime localtime
#pragma GCC poison rand srand system popen tmpnam mktemp alloca

#endif
