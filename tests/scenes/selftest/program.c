/* program.c — a program with which the scenes test themselves.
 *
 * Shows Japanese, attributes, its size and the bytes of what it is sent; does on certain keys what no program should. Esc alone
 * is told from the beginning of a key by a wait of 25 ms, as terminal programs do. */
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { ESCAPE_WAIT_MS = 15, WORK_MS = 150 };

static struct termios before;
static volatile sig_atomic_t resized, leaving;

static void on_signal(int number)
{
	if (number == SIGWINCH)
		resized = 1;
	else
		leaving = number;
}

static void watch_for(int number)
{
	struct sigaction action = {.sa_handler = on_signal};

	sigaction(number, &action, NULL);
}

static void say(const char *text)
{
	for (size_t len = strlen(text); len;) {
		ssize_t sent = write(1, text, len);
		if (sent < 0)
			_exit(0);
		text += sent;
		len -= (size_t)sent;
	}
}

static void show_size(void)
{
	struct winsize size;
	char line[64];

	ioctl(1, TIOCGWINSZ, &size);
	snprintf(line, sizeof line, "\033[3;1H\033[Ksize %d x %d", size.ws_col, size.ws_row);
	say(line);
}

static void show_bytes(const char *bytes, size_t len)
{
	char line[1024];
	int used = snprintf(line, sizeof line, "\033[5;1H\033[K");

	for (size_t i = 0; i < len && used < 900; i++)
		used += snprintf(line + used, sizeof line - (size_t)used, " %02x", (unsigned char)bytes[i]);
	say(line);
}

static void begin(void)
{
	struct termios raw;

	tcgetattr(0, &before);
	raw = before;
	cfmakeraw(&raw);
	tcsetattr(0, TCSANOW, &raw);
	say("\033[?1049h\033[?2004h\033[?1000h\033[?1006h\033[2J\033[H");
	say("\033[1m点検\033[m \033[7m反転\033[m \033[4m下線\033[m \033[31m赤\033[m 葛\xf3\xa0\x84\x80城 か\u3099\r\n");
	say("───\r\n");
	show_size();
	say("\033[4;1H> ");
}

static void end(int status)
{
	say("\033[?1006l\033[?1000l\033[?2004l\033[?1049l");
	tcsetattr(0, TCSANOW, &before);
	exit(status);
}

/* Keeps the processor busy: a program at work is not one at rest. */
static void work(void)
{
	struct timespec start, now;

	clock_gettime(CLOCK_MONOTONIC, &start);
	do
		clock_gettime(CLOCK_MONOTONIC, &now);
	while ((now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000 < WORK_MS);
	say("\033[7;1H仕事が済んだ");
}

static void act(const char *bytes, size_t len)
{
	if (len != 1) {
		show_bytes(bytes, len);
		say("\033[4;3H");
		return;
	}
	switch (*bytes) {
	case 'q':
		end(3);
		break;
	case 'l': /* leaves the terminal as it is */
		exit(0);
		break;
	case 'w':
		work();
		break;
	case 'f': /* a title, a mark, and the cursor elsewhere */
		say("\033[2J\033[1;1Ht\033[2;1H------------------------------------------------------------\033[3;1H > a\033[5;1H");
		break;
	case 'o': /* more than a row holds */
		for (int i = 0; i < 61; i++)
			say("w");
		break;
	case 'h': /* overwrites half a character */
		say("\033[1;2Hx");
		break;
	case 'b': /* a raw bidi control */
		say("\u202e");
		break;
	case 'c': /* a raw C1 control */
		say("\xc2\x9b");
		break;
	case 'u': /* no UTF-8 */
		say("\xe3\x81");
		break;
	case 'p': /* asks the terminal where the cursor stands behind three characters of ambiguous width */
		say("\033[2;1H───\033[6n");
		break;
	case 'n': /* a program that does not leave */
		signal(SIGHUP, SIG_IGN);
		for (;;)
			pause();
	default:
		show_bytes(bytes, 1);
		say("\033[4;3H");
	}
}

int main(int argc, char **argv)
{
	char bytes[4096];

	if (argc > 1) {
		for (int i = 1; i < argc; i++)
			printf("%s\n", argv[i]);
		return strcmp(argv[1], "fail") == 0;
	}
	/* As the real one: what it is doing can then be seen by root alone. Not with the leak checker, which needs to see it. */
#ifndef __SANITIZE_ADDRESS__
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
	watch_for(SIGWINCH);
	watch_for(SIGHUP);
	watch_for(SIGTERM);
	begin();
	for (;;) {
		ssize_t got = read(0, bytes, sizeof bytes);
		if (leaving == SIGTERM)
			end(0);
		if (leaving || got == 0)
			_exit(0);
		if (resized) {
			resized = 0;
			show_size();
		}
		if (got < 0)
			continue;
		struct pollfd more = {.fd = 0, .events = POLLIN};
		if (got == 1 && bytes[0] == '\033' && poll(&more, 1, ESCAPE_WAIT_MS) == 0) {
			say("\033[6;1Hエスケープ");
			continue;
		}
		if (got == 1 && bytes[0] == '\033')
			got += read(0, bytes + 1, sizeof bytes - 1);
		act(bytes, (size_t)got);
	}
}
