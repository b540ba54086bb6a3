#pragma once

#include "core/console/console_types.h"

#include <functional>

namespace binnacle::ui {

// What a filter bar knows of the rows it filters; without `check` everything is valid. Both are
// asked on the GUI thread while somebody types and answer at once.
struct FilterLanguage
{
    using Check = std::function<console::FilterCheck(const QString &)>;
    using Complete = std::function<QFuture<Result<console::FilterCompletion>>(
        const QString &, qsizetype cursor)>;

    Check check;
    Complete complete; // none: nothing is offered
};

} // namespace binnacle::ui
