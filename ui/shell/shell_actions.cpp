#include "ui/shell/shell_actions.h"

#include "ui/shell/help_overlay.h"
#include "ui/shell/key_dispatcher.h"
#include "ui/shell/log.h"
#include "ui/shell/main_window.h"
#include "ui/shell/time_control.h"
#include "ui/shell/view_registry.h"
#include "ui/theme/theme.h"
#include "ui/widgets/cluster_status.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/key_map.h"
#include "ui/widgets/time_selection.h"
#include "ui/widgets/view.h"

#include <QAction>
#include <QApplication>
#include <QCoreApplication>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ShellActions)
};

class Binder
{
public:
    explicit Binder(KeyDispatcher &keys)
        : m_keys(keys)
    {}

    void operator()(const QString &keys, const QString &action, std::function<void()> run)
    {
        if (!m_keys.bind(keys, action, std::move(run)))
            qCWarning(uiLog, "two meanings for one key keys=%s", qUtf8Printable(keys));
    }

private:
    KeyDispatcher &m_keys;
};

// One step of the cursor is a fiftieth of the axis, and half a range where nothing is rewound.
void step(TimeSelection &time, int direction)
{
    constexpr int kSteps = 50;
    if (const auto asOf = time.asOf())
        time.setAsOf(*asOf + time.axis().length() / kSteps * direction);
    else
        time.shift(0.5 * direction);
}

// Starts a step before the end of the axis; from there it walks with `t ←` and `t →`.
void rewind(TimeSelection &time)
{
    if (!time.asOf())
        time.setAsOf(time.axis().to);
    step(time, -1);
}

void bindNavigation(Binder &bind, MainWindow &window, const ViewRegistry &views)
{
    bind(u"Ctrl+K"_s, Words::tr("Command palette: go to anything"),
        [&window] { window.openPalette(); });
    bind(u":"_s, Words::tr("Command palette"), [&window] { window.openPalette(u":"_s); });
    bind(u"/"_s, Words::tr("Filter this view"), [&window] { window.focusFilter(); });
    bind(u"?"_s, Words::tr("Keys of this view"), [&window] { window.openCheatSheet(); });
    bind(u"F1"_s, Words::tr("Help"), [&window] { window.openHelp(); });
    for (const ViewEntry &entry : views.entries()) {
        bind(u"g "_s + entry.key, Words::tr("Go to %1", "name of a view").arg(entry.title),
            [&window, id = entry.id] { window.openView(id); });
    }
    for (const auto &key : {u"["_s, u"Alt+Left"_s})
        bind(key, Words::tr("Back"), [&window] { window.goBack(); });
    for (const auto &key : {u"]"_s, u"Alt+Right"_s})
        bind(key, Words::tr("Forward"), [&window] { window.goForward(); });
    bind(u"-"_s, Words::tr("Previous view"), [&window] { window.goToPrevious(); });
    for (const auto &key : {u"F5"_s, u"Ctrl+R"_s})
        bind(key, Words::tr("Refresh"), [&window] { window.refreshView(); });
    bind(u"F11"_s, Words::tr("Full screen"), [&window] { window.toggleFullScreen(); });
}

void bindTime(Binder &bind, MainWindow &window)
{
    TimeSelection &time = window.services().time;
    bind(u"t z"_s, Words::tr("Time: zoom out ×2"), [&time] { time.zoomOut(); });
    bind(u"t b"_s, Words::tr("Time: previous zoom"), [&time] { time.zoomBack(); });
    bind(u"t Left"_s, Words::tr("Time: half a range back; rewound: a step back"),
        [&time] { step(time, -1); });
    bind(u"t Right"_s, Words::tr("Time: half a range forward; rewound: a step forward"),
        [&time] { step(time, 1); });
    bind(u"t r"_s, Words::tr("Time: rewind the whole window"), [&time] { rewind(time); });
    bind(u"t a"_s, Words::tr("Time: make absolute"), [&time] { time.makeAbsolute(); });
    bind(u"t c"_s, Words::tr("Time: copy range"), [&window] { window.timeControl().copyRange(); });
    bind(
        u"t v"_s, Words::tr("Time: paste range"), [&window] { window.timeControl().pasteRange(); });
    bind(u"t n"_s, Words::tr("Time: back to now"), [&time] { time.backToNow(); });
    bind(u"t t"_s, Words::tr("Time: type a range"),
        [&window] { window.timeControl().openCustom(); });
}

PaletteItem action(
    const QString &title, const QString &iconName, const QString &keys, std::function<void()> run)
{
    return {.kind = PaletteKind::Action,
        .title = title,
        .detail = {},
        .iconName = iconName,
        .keys = keys,
        .run = std::move(run)};
}

// What a command of the window that has these keys by default has now.
QString keysNow(const MainWindow &window, const QString &standard)
{
    return window.keyMap().keysOf(KeyMap::window(), standard);
}

void addViews(std::vector<PaletteItem> &items, MainWindow &window, const ViewRegistry &views)
{
    for (const ViewEntry &entry : views.entries()) {
        items.push_back({.kind = PaletteKind::View,
            .title = entry.title,
            .detail = Words::tr("View"),
            .iconName = entry.iconName,
            .keys = keysNow(window, u"g "_s + entry.key),
            .run = [&window, id = entry.id] { window.openView(id); }});
    }
}

void addViewActions(std::vector<PaletteItem> &items, MainWindow &window)
{
    View *current = window.view(window.currentView());
    if (!current)
        return;
    for (QAction *one : current->paletteActions()) {
        if (!one->isEnabled() || one->isSeparator())
            continue;
        const QString standard = one->shortcut().toString(QKeySequence::PortableText);
        items.push_back(action(one->text().remove(u'&'), u"command"_s,
            window.keyMap().keysOf(window.currentView(), standard), [one] { one->trigger(); }));
    }
}

void addClusters(std::vector<PaletteItem> &items, MainWindow &window)
{
    const auto estate = window.services().estate.estate();
    items.push_back({.kind = PaletteKind::Cluster,
        .title = Words::tr("All clusters"),
        .detail = Words::tr("Cluster"),
        .iconName = u"cluster"_s,
        .keys = {},
        .run = [&window] { window.setCluster({}); }});
    for (const console::ClusterView &cluster : estate->clusters) {
        items.push_back({.kind = PaletteKind::Cluster,
            .title = toText(cluster.name),
            .detail = Words::tr("Cluster · %1").arg(clusterStatusText(cluster)),
            .iconName = u"cluster"_s,
            .keys = {},
            .run = [&window, id = cluster.id] { window.setCluster(id); }});
    }
}

void addWindowActions(std::vector<PaletteItem> &items, MainWindow &window)
{
    TimeSelection &time = window.services().time;
    Theme &colors = window.services().theme;
    items.push_back(time.isLive() ? action(Words::tr("Pause: hold the picture"), u"pause"_s, {},
                        [&time] { time.setPaused(true); })
                                  : action(Words::tr("Back to now: live"), u"play"_s,
                                      keysNow(window, u"t n"_s), [&time] { time.backToNow(); }));
    items.push_back(action(Words::tr("Type a time range"), u"clock"_s, keysNow(window, u"t t"_s),
        [&window] { window.timeControl().openCustom(); }));
    const bool isUtc = time.zone() == TimeSelection::Zone::Utc;
    items.push_back(
        action(isUtc ? Words::tr("Show times in local time") : Words::tr("Show times in UTC"),
            u"clock"_s, {}, [&time, isUtc] {
                time.setZone(isUtc ? TimeSelection::Zone::Local : TimeSelection::Zone::Utc);
            }));
    items.push_back(action(Words::tr("Import snapshots or event lists…"), u"import"_s, {},
        [&window] { window.chooseImport(); }));
    items.push_back(action(
        Words::tr("Show or hide tasks"), u"tasks"_s, {}, [&window] { window.toggleTasks(); }));
    items.push_back(action(Words::tr("Keys of this view"), u"help"_s, keysNow(window, u"?"_s),
        [&window] { window.openCheatSheet(); }));
    const std::pair<ThemeName, QString> themes[]{{ThemeName::Dark, Words::tr("Theme: dark")},
        {ThemeName::Light, Words::tr("Theme: light")},
        {ThemeName::HighContrast, Words::tr("Theme: high contrast")}};
    for (const auto &[name, title] : themes) {
        if (name != colors.name())
            items.push_back(
                action(title, u"theme"_s, {}, [&colors, name = name] { colors.setName(name); }));
    }
    items.push_back(action(Words::tr("Full screen"), u"more"_s, keysNow(window, u"F11"_s),
        [&window] { window.toggleFullScreen(); }));
    items.push_back(action(Words::tr("Quit"), u"close"_s, {}, [&window] { window.close(); }));
}

void addHelp(std::vector<PaletteItem> &items, MainWindow &window)
{
    for (const HelpOverlay::Page &page : HelpOverlay::pages()) {
        items.push_back(action(Words::tr("Help: %1", "title of a help page").arg(page.title),
            u"help"_s, {}, [&window, id = page.id] { window.openHelp(id); }));
    }
}

} // namespace

void bindShellKeys(KeyDispatcher &keys, MainWindow &window, const ViewRegistry &views)
{
    Binder bind(keys);
    bindNavigation(bind, window, views);
    bindTime(bind, window);
}

std::vector<PaletteItem> shellPaletteItems(MainWindow &window, const ViewRegistry &views)
{
    std::vector<PaletteItem> items;
    addViews(items, window, views);
    addViewActions(items, window);
    addClusters(items, window);
    addWindowActions(items, window);
    addHelp(items, window);
    return items;
}

} // namespace binnacle::ui
