#include "ui/shell/main_window.h"

#include "ui/shell/cheat_sheet.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/first_run_page.h"
#include "ui/shell/help_overlay.h"
#include "ui/shell/import_files.h"
#include "ui/shell/key_dispatcher.h"
#include "ui/shell/nav_rail.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/shell_actions.h"
#include "ui/shell/stall_watchdog.h"
#include "ui/shell/status_line.h"
#include "ui/shell/task_drawer.h"
#include "ui/shell/time_control.h"
#include "ui/shell/top_bar.h"
#include "ui/shell/view_keys.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/key_map.h"
#include "ui/widgets/time_selection.h"
#include "ui/widgets/view.h"

#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMimeData>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QSize kFirstSize{1440, 900};

} // namespace

MainWindow::MainWindow(const ShellServices &services, const ViewRegistry &views)
    : m_services(services)
    , m_views(views)
    , m_state(services.memory)
    , m_topBar(new TopBar(services.time, services.events))
    , m_rail(new NavRail(views))
    , m_notices(new NoticeArea(services.time))
    , m_stack(new QStackedWidget)
    , m_firstRun(new FirstRunPage)
    , m_drawer(new TaskDrawer(services.tasks))
    , m_statusLine(new StatusLine(services.tasks, services.time))
{
    setObjectName(u"mainWindow"_s);
    setAcceptDrops(true);
    resize(kFirstSize);
    setMinimumSize(960, 600);
    buildLayout();
    services.theme.dress(*this);
    m_palette = new CommandPalette(*this);
    m_cheatSheet = new CheatSheet(*this);
    m_help = new HelpOverlay(*this);
    buildKeys();
    connectParts();
    if (!m_views.entries().empty())
        openView(m_views.entries().front().id);
    showEstate();
}

MainWindow::~MainWindow() = default;

void MainWindow::buildLayout()
{
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_notices);
    right->addWidget(m_stack, 1);
    right->addWidget(m_drawer);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_rail);
    middle->addLayout(right, 1);

    auto *central = new QWidget;
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_topBar);
    layout->addLayout(middle, 1);
    layout->addWidget(m_statusLine);
    setCentralWidget(central);
    m_stack->addWidget(m_firstRun);
}

void MainWindow::buildKeys()
{
    m_keyMap = m_services.keys ? m_services.keys : new KeyMap(this);
    m_viewKeys = new ViewKeys(*m_keyMap, this);
    m_keys = new KeyDispatcher(*this);
    m_keys->setParent(this);
    bindShellKeys(*m_keys, *this, m_views);
    m_keys->follow(*m_keyMap, *m_viewKeys);
    for (const ViewEntry &entry : m_views.entries()) {
        if (entry.keys)
            m_keyMap->setView(entry.id, entry.title, entry.keys());
    }
}

void MainWindow::connectParts()
{
    connect(m_topBar, &TopBar::clusterPicked, this, &MainWindow::setCluster);
    connect(m_topBar, &TopBar::searchRequested, this, [this] { openPalette(); });
    connect(m_rail, &NavRail::viewPicked, this, &MainWindow::openView);
    connect(m_statusLine, &StatusLine::drawerRequested, this, &MainWindow::toggleTasks);
    connect(m_palette, &CommandPalette::objectChosen, this, &MainWindow::showObject);
    connect(m_palette, &CommandPalette::textSearched, this, [this](const QString &text) {
        // Typed words, not the filter language: quoted they mean themselves.
        const bool isFilter
            = m_services.events.check(text).state == console::FilterCheck::State::Valid;
        searchEvents(isFilter ? text : u"\"%1\""_s.arg(QString(text).remove(u'"')));
    });
    connect(
        m_notices, &NoticeArea::backToNowRequested, &m_services.time, &TimeSelection::backToNow);
    connect(m_notices, &NoticeArea::helpRequested, this, &MainWindow::openHelp);
    connect(&m_services.time, &TimeSelection::changed, this, &MainWindow::showEstate);
    connect(m_firstRun, &FirstRunPage::demoRequested, this, &MainWindow::demoRequested);
    connect(m_firstRun, &FirstRunPage::importRequested, this, &MainWindow::chooseImport);
    connect(m_cheatSheet, &CheatSheet::helpRequested, this, [this] { openHelp(); });
    connect(m_firstRun, &FirstRunPage::keysRequested, this, &MainWindow::openCheatSheet);
    connect(m_keys, &KeyDispatcher::pendingChanged, m_statusLine, &StatusLine::setHint);
    connect(&m_services.estate, &console::EstateFeed::changed, this, &MainWindow::showEstate);
    auto *tick = new QTimer(this); // ages
    connect(tick, &QTimer::timeout, this, &MainWindow::showEstate);
    tick->start(std::chrono::seconds{1});
}

void MainWindow::restore()
{
    m_state.restoreWindow(*this);
    m_services.theme.setName(themeFromKey(m_state.word(u"theme"_s)));
    m_services.theme.setReducesMotion(m_state.word(u"motion"_s) == u"reduced"_s);
    if (m_state.word(u"zone"_s) == u"utc")
        m_services.time.setZone(TimeSelection::Zone::Utc);
    ViewPlace place{m_state.word(u"view"_s), ClusterId{m_state.word(u"cluster"_s).toStdString()}};
    const auto estate = m_services.estate.estate();
    const auto &clusters = estate->clusters;
    if (std::ranges::find(clusters, place.cluster, &console::ClusterView::id) == clusters.end())
        place.cluster = {};
    if (!m_views.find(place.view))
        place.view = m_place.view;
    if (m_views.find(place.view))
        present(place);
    m_state.restoreLayout(*this);
}

void MainWindow::save()
{
    m_state.saveWindow(*this);
    m_state.saveLayout(*this);
    m_state.setWord(u"theme"_s, themeKey(m_services.theme.name()));
    m_state.setWord(u"motion"_s, m_services.theme.reducesMotion() ? u"reduced"_s : u"full"_s);
    m_state.setWord(
        u"zone"_s, m_services.time.zone() == TimeSelection::Zone::Utc ? u"utc"_s : u"local"_s);
    m_state.setWord(u"view"_s, m_place.view);
    m_state.setWord(u"cluster"_s, toText(m_place.cluster.value));
}

QStringList MainWindow::viewIds() const
{
    QStringList result;
    for (const ViewEntry &entry : m_views.entries())
        result << entry.id;
    return result;
}

void MainWindow::makeAhead(const QString &id)
{
    const ViewEntry *entry = m_views.find(id);
    if (entry && !m_made.contains(id) && !m_ahead.contains(id))
        m_ahead.emplace(id, entry->create());
}

View *MainWindow::view(const QString &id)
{
    if (View *made = m_made.value(id))
        return made;
    const ViewEntry *entry = m_views.find(id);
    if (!entry)
        return nullptr;
    auto ahead = m_ahead.extract(id);
    View *made = ahead ? ahead.mapped().release() : entry->create();
    m_made.insert(id, made);
    m_stack->addWidget(made);
    m_state.restoreLayout(*made);
    connectView(*made);
    if (!entry->keys)
        m_keyMap->setView(id, entry->title, made->keyHelp());
    made->setObjectActions(m_services.objects);
    made->setCluster(m_place.cluster);
    return made;
}

void MainWindow::openView(const QString &id)
{
    if (m_views.find(id))
        goTo({id, m_place.cluster});
}

void MainWindow::setCluster(const ClusterId &cluster)
{
    goTo({m_place.view, cluster});
}

void MainWindow::goTo(const ViewPlace &place)
{
    if (place == m_place)
        return;
    if (!m_place.view.isEmpty())
        m_history.leave(m_place);
    present(place);
}

void MainWindow::present(const ViewPlace &place)
{
    if (place.view != m_place.view)
        m_previous = m_place.view;
    const bool isOtherCluster = place.cluster != m_place.cluster;
    m_place = place;
    if (isOtherCluster) {
        for (View *made : std::as_const(m_made))
            made->setCluster(place.cluster);
    }
    View *shown = view(place.view);
    m_viewKeys->setView(place.view, shown);
    m_rail->setCurrent(place.view);
    m_topBar->setCluster(place.cluster);
    showEstate(); // also decides between the view and the first-run page
    if (shown && m_stack->currentWidget() == shown)
        shown->setFocus(Qt::OtherFocusReason);
}

void MainWindow::openPalette(const QString &text)
{
    m_cheatSheet->close();
    m_help->close();
    m_palette->openWith(shellPaletteItems(*this, m_views), m_services.estate.estate(), text);
}

void MainWindow::openCheatSheet()
{
    m_palette->close();
    m_help->close();
    std::vector<CheatSheet::Section> sections;
    if (const ViewEntry *entry = m_views.find(m_place.view))
        sections.push_back({entry->title, m_keyMap->help(m_place.view)});
    sections.push_back({tr("Everywhere"), m_keys->help()});
    m_cheatSheet->openWith(std::move(sections));
}

void MainWindow::openHelp(const QString &page)
{
    m_palette->close();
    m_cheatSheet->close();
    m_help->openAt(page);
}

void MainWindow::toggleTasks()
{
    m_drawer->setOpen(!m_drawer->isOpen());
}

void MainWindow::refreshView()
{
    if (View *current = m_made.value(m_place.view))
        current->refresh();
}

void MainWindow::focusFilter()
{
    if (View *current = m_made.value(m_place.view))
        current->focusFilter();
}

void MainWindow::chooseImport()
{
    chooseImportFiles(*this, m_services.transfers);
}

void MainWindow::setCount(const QString &view, int count, bool isUrgent, const QString &words)
{
    m_rail->setCount(view, count, isUrgent, words);
}

TimeControl &MainWindow::timeControl()
{
    return m_topBar->timeControl();
}

void MainWindow::showEstate()
{
    const auto estate = m_services.estate.estate();
    const Timestamp now = systemNow();
    m_topBar->showEstate(*estate);
    m_topBar->setCluster(m_place.cluster);
    m_notices->showEstate(*estate, m_place.cluster, now);
    m_statusLine->showEstate(*estate, m_place.cluster, now);
    const bool isFirstRun = estate->clusters.empty() && estate->store.events == 0;
    View *current = m_made.value(m_place.view);
    m_firstRun->setListenAddress(toText(estate->ingest.listenAddress));
    m_stack->setCurrentWidget(
        isFirstRun || !current ? static_cast<QWidget *>(m_firstRun) : current);
    updateTitle();
}

void MainWindow::updateTitle()
{
    const auto estate = m_services.estate.estate();
    const auto found
        = std::ranges::find(estate->clusters, m_place.cluster, &console::ClusterView::id);
    const QString cluster
        = found == estate->clusters.end() ? tr("All clusters") : toText(found->name);
    const ViewEntry *entry = m_views.find(m_place.view);
    QString title = entry ? u"%1 · %2 — Binnacle"_s.arg(cluster, entry->title) : u"Binnacle"_s;
    if (const auto asOf = m_services.time.asOf())
        title += tr(" (as of %1)").arg(m_services.time.timeText(*asOf));
    if (estate->isDemo)
        title += tr(" (demo)");
    if (!estate->store.readOnlyReason.empty())
        title += tr(" (read-only)");
    setWindowTitle(title);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QMainWindow::keyPressEvent(event);
        return;
    }
    View *current = m_made.value(m_place.view);
    if (current && current->escape())
        return;
    m_drawer->setOpen(false);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    save();
    QMainWindow::closeEvent(event);
}

void MainWindow::showEvent(QShowEvent *event)
{
    QMainWindow::showEvent(event);
    if (m_watchdog)
        return;
    // After the first paint: building the window is not a stall of a working window.
    QTimer::singleShot(0, this, [this] {
        m_watchdog = new StallWatchdog(this);
        connect(m_watchdog, &StallWatchdog::stalled, this, [this] {
            m_statusLine->setStalls(m_watchdog->stalls(), m_watchdog->longest().count());
        });
    });
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (!localFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    const QStringList files = localFiles(*event->mimeData());
    if (files.isEmpty())
        return;
    event->acceptProposedAction();
    m_services.transfers.importFiles(files);
    m_drawer->setOpen(true);
}

} // namespace binnacle::ui
