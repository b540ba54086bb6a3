#pragma once

#include "core/base/error.h"

#include <QString>

namespace binnacle::ui {

// What went wrong in the user's language, without the technical part: "The disk is full".
QString errorHeadline(const Error &error);

// "The disk is full — database or disk is full · BN-DISK-FULL": for one line.
QString errorLine(const Error &error);

// "BN-DISK-FULL"
QString errorCodeText(const Error &error);

} // namespace binnacle::ui
