#pragma once

#include "core/base/error.h"

#include <QString>

namespace binnacle::ui {

// What went wrong in the user's language, without the technical part: "The disk is full".
QString errorHeadline(const Error &error);

// "The disk is full — database or disk is full · BN-DISK-FULL": for one line.
QString errorLine(const Error &error);

// Whether the program speaks English, so that a sentence of the core can stand without a headline.
bool isEnglishRead();

// "BN-DISK-FULL"
QString errorCodeText(const Error &error);

} // namespace binnacle::ui
