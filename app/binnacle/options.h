#pragma once

#include "core/base/result.h"
#include "core/demo/demo_estate.h"
#include "core/runtime/settings_sources.h"
#include "ui/theme/theme.h"

#include <QSize>
#include <QStringList>

#include <optional>

namespace binnacle::app {

// The command line of the console.
struct Options
{
    bool demo = false;
    demo::DemoSettings demoSettings;
    QString workspace; // empty: the user's own, or a temporary one for the demo
    std::optional<runtime::ListenAddress> agentListen; // nullopt: as the settings say
    std::optional<runtime::ListenAddress> gateway;     // opens it; nullopt: as the settings say
    bool readOnly = false;
    QString settingsFile;
    QString grabDirectory; // not empty: render every view into it and exit
    std::optional<ui::ThemeName> theme;
    QSize size{1600, 1000};
    QStringList files; // to open
};

// Errors: InvalidArgument. Prints help or version itself and exits the process for those.
Result<Options> parseOptions(const QStringList &arguments);

} // namespace binnacle::app
