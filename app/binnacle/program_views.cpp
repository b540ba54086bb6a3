#include "app/binnacle/program_views.h"

#include "app/binnacle/feeds.h"
#include "ui/alerts/alerts_view.h"
#include "ui/commands/commands_view.h"
#include "ui/events/events_view.h"
#include "ui/mesh/mesh_keys.h"
#include "ui/mesh/mesh_view.h"
#include "ui/overview/overview_view.h"
#include "ui/query/query_keys.h"
#include "ui/query/query_view.h"
#include "ui/settings/settings_view.h"
#include "ui/slo/slo_view.h"

#include <QCoreApplication>

namespace binnacle::app {

using namespace Qt::Literals::StringLiterals;

namespace {

// One context for all words of the program itself.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::app::Application)
};

// What is watched.
void addWatching(ui::ViewRegistry &views, Feeds &feeds, ui::TimeSelection &time)
{
    views.add({.id = u"overview"_s,
        .title = Words::tr("Overview"),
        .iconName = u"overview"_s,
        .key = u"o"_s,
        .keys = &ui::OverviewView::keys,
        .create = [&feeds, &time] {
            return new ui::OverviewView({.estate = *feeds.estate,
                .events = *feeds.events,
                .slo = *feeds.slo,
                .alerts = *feeds.alerts,
                .commands = *feeds.commands,
                .time = time});
        }});
    views.add({.id = u"mesh"_s,
        .title = Words::tr("Mesh"),
        .iconName = u"mesh"_s,
        .key = u"m"_s,
        .showsMesh = true,
        .keys = &ui::meshKeyHelp,
        .create = [&feeds, &time] {
            return new ui::MeshView({.mesh = *feeds.mesh,
                .events = *feeds.events,
                .estate = *feeds.estate,
                .time = time,
                .memory = feeds.memory.get()});
        }});
    views.add({.id = u"slo"_s,
        .title = Words::tr("SLO"),
        .iconName = u"slo"_s,
        .key = u"s"_s,
        .showsSlo = true,
        .keys = &ui::SloView::keys,
        .create = [&feeds, &time] {
            return new ui::SloView({.slo = *feeds.slo, .estate = *feeds.estate, .time = time});
        }});
    views.add({.id = u"events"_s,
        .title = Words::tr("Events"),
        .iconName = u"events"_s,
        .key = u"e"_s,
        .showsEvents = true,
        .keys = &ui::EventsView::keys,
        .create = [&feeds, &time] {
            return new ui::EventsView({.events = *feeds.events,
                .estate = *feeds.estate,
                .transfers = *feeds.transfers,
                .memory = *feeds.memory,
                .time = time});
        }});
}

// What is done about it, and asked.
void addDuty(ui::ViewRegistry &views, Feeds &feeds, ui::TimeSelection &time)
{
    views.add({.id = u"alerts"_s,
        .title = Words::tr("Alerts"),
        .iconName = u"alerts"_s,
        .key = u"a"_s,
        .showsAlerts = true,
        .keys = &ui::AlertsView::keys,
        .create = [&feeds, &time] {
            return new ui::AlertsView({.alerts = *feeds.alerts,
                .access = *feeds.access,
                .estate = *feeds.estate,
                .memory = *feeds.memory,
                .time = time,
                .runbooks = [&feeds] {
                    QStringList names;
                    const auto board = feeds.commands->board(); // for as long as the loop runs
                    for (const Runbook &runbook : board->runbooks)
                        names.append(QString::fromStdString(runbook.name));
                    return names;
                }});
        }});
    views.add({.id = u"commands"_s,
        .title = Words::tr("Commands"),
        .iconName = u"commands"_s,
        .key = u"c"_s,
        .showsCommands = true,
        .keys = &ui::CommandsView::keys,
        .create = [&feeds, &time] {
            return new ui::CommandsView({.commands = *feeds.commands,
                .estate = *feeds.estate,
                .access = *feeds.access,
                .time = time});
        }});
    views.add({.id = u"query"_s,
        .title = Words::tr("Query"),
        .iconName = u"query"_s,
        .key = u"q"_s,
        .keys = &ui::queryKeyHelp,
        .create = [&feeds, &time] {
            return new ui::QueryView({.query = *feeds.queries,
                .estate = *feeds.estate,
                .memory = *feeds.memory,
                .time = time});
        }});
}

void addSettings(ui::ViewRegistry &views, Feeds &feeds, ui::TimeSelection &time, ui::Theme &theme,
    ui::KeyMap &keys)
{
    views.add({.id = u"settings"_s,
        .title = Words::tr("Settings"),
        .iconName = u"settings"_s,
        .key = u","_s,
        .showsSettings = true,
        .isAtBottom = true,
        .keys = &ui::SettingsView::keys,
        .create = [&feeds, &time, &theme, &keys] {
            return new ui::SettingsView({.sources = *feeds.sources,
                .estate = *feeds.estate,
                .access = *feeds.access,
                .settings = *feeds.settings,
                .time = time,
                .theme = theme,
                .keys = &keys});
        }});
}

} // namespace

ui::ViewRegistry programViews(
    Feeds &feeds, ui::TimeSelection &time, ui::Theme &theme, ui::KeyMap &keys)
{
    ui::ViewRegistry views;
    addWatching(views, feeds, time);
    addDuty(views, feeds, time);
    addSettings(views, feeds, time, theme, keys);
    return views;
}

} // namespace binnacle::app
