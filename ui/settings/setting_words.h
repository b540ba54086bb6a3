#pragma once

#include <QString>

namespace binnacle::ui {

// Settings in the user's language. Unknown keys are their own title; help that nobody translated
// stays in English.
QString settingTitle(const QString &key);
QString settingHelp(const QString &english);
QString settingChoice(const QString &key, const QString &choice);

} // namespace binnacle::ui
