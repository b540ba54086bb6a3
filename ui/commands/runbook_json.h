#pragma once

#include "core/base/result.h"
#include "core/console/command_desk.h"

#include <QString>

namespace binnacle::ui {

// A runbook as text for its editor, and back. The text says everything but id, version and who
// changed it.
QString runbookText(const Runbook &runbook);

// What is wrong with a text: the first thing found.
struct RunbookProblem
{
    QString sentence;
    int line = 0; // from 1; 0: of the whole text
};

// `catalogue`: the actions there are; `known`: names that other runbooks have. Id and version are
// left as they are in a new Runbook.
Result<Runbook, RunbookProblem> parseRunbook(const QString &text,
    const std::vector<console::ActionView> &catalogue, const QStringList &known);

Runbook newRunbook(); // an example to start from

} // namespace binnacle::ui
