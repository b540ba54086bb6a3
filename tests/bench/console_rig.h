#pragma once

#include "app/binnacle/feeds.h"
#include "app/binnacle/options.h"
#include "app/binnacle/program_views.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"
#include "ui/widgets/key_map.h"
#include "ui/widgets/time_selection.h"

namespace binnacle::bench {

// The console's window with all its views over a running hub, as the program composes it. Not
// shown yet; remembers nothing. The application, the hub and the clock must outlive it.
struct ConsoleRig
{
    ConsoleRig(QApplication &application, runtime::Runtime &runtime, const Clock &clock)
        : feeds(runtime, clock, options)
        , theme(application)
        , window({.estate = *feeds.estate,
                     .events = *feeds.events,
                     .tasks = *feeds.tasks,
                     .transfers = *feeds.transfers,
                     .memory = *feeds.memory,
                     .time = time,
                     .theme = theme,
                     .keys = &keys},
              app::programViews(feeds, time, theme, keys))
    {
        window.resize(options.size);
    }

    const app::Options options{.demo = true};
    app::Feeds feeds;
    ui::Theme theme;
    ui::TimeSelection time;
    ui::KeyMap keys;
    ui::MainWindow window;
};

} // namespace binnacle::bench
