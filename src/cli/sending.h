/* sending.h — what the campaign's command hands on. */
#ifndef TENKEN_CLI_SENDING_H
#define TENKEN_CLI_SENDING_H

#include "command.h"

/* campaign publish --common */
int publish_common(struct cli *cli, struct args *args, struct error *err);

#endif
