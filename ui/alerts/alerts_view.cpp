#include "ui/alerts/alerts_view.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_history_page.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/channels_page.h"
#include "ui/alerts/firing_page.h"
#include "ui/alerts/rule_import_review.h"
#include "ui/alerts/rules_page.h"
#include "ui/alerts/silences_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/text_file.h"

#include <QAction>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

AlertsView::AlertsView(AlertServices services, QWidget *parent)
    : View(parent)
    , m_services(std::move(services))
    , m_state(m_services.alerts, m_services.access, m_services.time)
    , m_toolbar(new AlertToolbar)
    , m_review(new RuleImportReview(m_state))
    , m_problem(new Banner)
    , m_told(new Banner)
    , m_stack(new QStackedWidget)
{
    setObjectName(u"alertsView"_s);
    m_problem->hide();
    m_told->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(m_toolbar);
    layout->addWidget(m_review);
    layout->addWidget(m_problem);
    layout->addWidget(m_told);
    layout->addWidget(m_stack, 1);
    connect(m_toolbar, &AlertToolbar::tabPicked, this, &AlertsView::pick);
    connect(m_toolbar, &AlertToolbar::filterChanged, this,
        [this](const QString &text) { page().setFilter(text); });
    connect(m_toolbar, &AlertToolbar::newRequested, this, [this] {
        if (!m_state.permission().isGiven)
            return;
        if (m_toolbar->tab() == AlertTab::Firing || m_toolbar->tab() == AlertTab::History)
            showTab(AlertTab::Rules);
        page().addNew();
    });
    connect(m_toolbar, &AlertToolbar::importRequested, this, &AlertsView::chooseImport);
    connect(m_toolbar, &AlertToolbar::exportRequested, this, &AlertsView::chooseExport);
    connect(&m_state, &AlertState::changed, this, &AlertsView::showCounts);
    buildKeys();
    buildActions();
    pick(AlertTab::Rules);
    showCounts();
}

RulesPage *AlertsView::newRulesPage()
{
    return new RulesPage(m_state,
        {.runbooks = m_services.runbooks,
            .clusters =
                [this] {
                    std::vector<ClusterId> clusters;
                    const auto estate = m_services.estate.estate(); // for as long as the loop runs
                    for (const console::ClusterView &cluster : estate->clusters)
                        clusters.push_back(cluster.id);
                    return clusters;
                }},
        m_services.memory);
}

AlertPage *AlertsView::newPage(AlertTab tab)
{
    switch (tab) {
    case AlertTab::Rules:
        return m_rules = newRulesPage();
    case AlertTab::Firing:
        return new FiringPage(m_state);
    case AlertTab::History:
        return new AlertHistoryPage(m_state, m_services.time);
    case AlertTab::Silences:
        return m_silences = new SilencesPage(m_state);
    case AlertTab::Channels:
        break;
    }
    return new ChannelsPage(m_state);
}

// Made when it is first looked at: all at once would hold up the window.
AlertPage &AlertsView::pageOf(AlertTab tab)
{
    AlertPage *&page = m_pages[static_cast<std::size_t>(tab)];
    if (page == nullptr) {
        page = newPage(tab);
        m_stack->addWidget(page);
        connectPage(*page);
    }
    return *page;
}

void AlertsView::connectPage(AlertPage &page)
{
    connect(&page, &AlertPage::silenceRequested, this, [this](const Silence &proposal) {
        showTab(AlertTab::Silences);
        m_silences->propose(proposal);
    });
    connect(&page, &AlertPage::matched, m_toolbar, [this, &page](qint64 rows, qint64 all) {
        if (&page == &this->page())
            m_toolbar->setMatchCount(rows, all);
    });
    connect(&page, &AlertPage::ruleRequested, this, &AlertsView::showRule);
    connect(&page, &AlertPage::eventsRequested, this, &AlertsView::openEvents);
    connect(&page, &AlertPage::levelRequested, this, &AlertsView::openLevel);
    connect(&page, &AlertPage::meshRequested, this, &AlertsView::openMesh);
}

// Shortcuts rather than key events: a table takes letters for itself. A text field that has the
// focus keeps them.
void AlertsView::buildKeys()
{
    const auto add = [this](const QString &keys, auto run) {
        auto *shortcut = new QShortcut(QKeySequence(keys), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, run);
    };
    add(u"N"_s, [this] { emit m_toolbar->newRequested(); });
    add(u"X"_s, [this] { page().silenceCurrent(); });
    add(u"A"_s, [this] { page().acknowledgeCurrent(); });
    add(u"D"_s, [this] { page().explainCurrent(); });
    add(u"E"_s, [this] { withCurrent(&AlertsView::openEvents); });
    add(u"S"_s, [this] { withCurrent(&AlertsView::openLevel); });
    add(u"M"_s, [this] { withCurrent(&AlertsView::openMesh); });
    add(u"C"_s, [this] { copyName(); });
    add(u"Del"_s, [this] { page().removeCurrent(); });
    add(u"Ctrl+S"_s, [this] { page().saveCurrent(); });
    const auto step = [this](int by) {
        const int tab = (static_cast<int>(m_toolbar->tab()) + kAlertTabs + by) % kAlertTabs;
        showTab(static_cast<AlertTab>(tab));
        page().setFocus();
    };
    add(u"Ctrl+PgDown"_s, [step] { step(1); });
    add(u"Ctrl+PgUp"_s, [step] { step(-1); });
}

void AlertsView::buildActions()
{
    const auto add = [this](const QString &text, auto run) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_actions += action;
    };
    const auto show = [this](AlertTab tab) { return [this, tab] { showTab(tab); }; };
    const auto make = [this](AlertTab tab) {
        return [this, tab] {
            showTab(tab);
            page().addNew();
        };
    };
    add(tr("Alerts: rules"), show(AlertTab::Rules));
    add(tr("Alerts: what fires"), show(AlertTab::Firing));
    add(tr("Alerts: history"), show(AlertTab::History));
    add(tr("Alerts: silences"), show(AlertTab::Silences));
    add(tr("Alerts: channels"), show(AlertTab::Channels));
    add(tr("Alerts: new rule"), make(AlertTab::Rules));
    add(tr("Alerts: new silence"), make(AlertTab::Silences));
    add(tr("Alerts: new channel"), make(AlertTab::Channels));
    add(tr("Alerts: import a Prometheus rule file"), [this] { chooseImport(); });
    add(tr("Alerts: export all rules"), [this] { chooseExport(false); });
}

AlertPage &AlertsView::page() const
{
    return *m_pages[static_cast<std::size_t>(m_toolbar->tab())]; // pick() made it
}

void AlertsView::pick(AlertTab tab)
{
    AlertPage &shown = pageOf(tab);
    for (AlertPage *other : m_pages) {
        if (other != nullptr && other != &shown)
            other->setActive(false);
    }
    m_stack->setCurrentWidget(&shown);
    m_toolbar->setFilter(shown.filterLanguage(), shown.filter(), shown.filterHint());
    m_toolbar->setPermission(m_state.permission().whyNot);
    shown.setActive(m_isActive);
    setFocusProxy(&shown);
}

void AlertsView::showTab(AlertTab tab)
{
    m_toolbar->setTab(tab);
}

void AlertsView::showRule(std::int64_t rule)
{
    showTab(AlertTab::Rules);
    m_toolbar->clearFilter();
    m_rules->showRule(rule);
}

void AlertsView::showAlert(qint64 alert)
{
    const auto &alerts = m_state.alerts();
    const auto open = std::ranges::find(alerts, alert, &Alert::id);
    if (open != alerts.end())
        showRule(open->rule);
    else
        showTab(AlertTab::History);
}

void AlertsView::showCounts()
{
    const console::AlertBoard &board = m_state.board();
    const Timestamp now = m_state.now();
    const auto &alerts = m_state.alerts();
    m_toolbar->setCount(AlertTab::Rules, static_cast<int>(board.rules.size()));
    m_toolbar->setCount(AlertTab::Firing,
        static_cast<int>(std::ranges::count_if(
            alerts, [now](const Alert &alert) { return isFiringAt(alert, now); })));
    m_toolbar->setCount(AlertTab::Silences,
        static_cast<int>(std::ranges::count_if(
            board.silences, [now](const Silence &silence) { return silence.isActive(now); })));
    m_toolbar->setCount(AlertTab::Channels, static_cast<int>(board.channels.size()));
    m_toolbar->setPermission(m_state.permission().whyNot);
    showProblem();
}

void AlertsView::showProblem()
{
    const console::AlertBoard &board = m_state.board();
    if (m_state.problem()) {
        m_problem->present(StatusKind::Critical, errorLine(*m_state.problem()));
    } else if (!board.health) {
        m_problem->present(StatusKind::Critical,
            tr("Rules are not evaluated or nothing can be sent: %1")
                .arg(errorLine(board.health.error())));
    } else if (!m_state.permission().isGiven) {
        m_problem->present(StatusKind::Unknown, m_state.permission().whyNot);
    }
    m_problem->setVisible(m_state.problem() || !board.health || !m_state.permission().isGiven);
}

void AlertsView::setCluster(const ClusterId &cluster)
{
    m_state.setCluster(cluster);
}

void AlertsView::focusFilter()
{
    m_toolbar->focusFilter();
}

bool AlertsView::escape()
{
    if (page().escape() || m_review->closeReview())
        return true;
    if (!m_told->isHidden()) {
        m_told->hide();
        return true;
    }
    if (m_toolbar->escapeFilter()) {
        page().setFocus();
        return true;
    }
    return false;
}

void AlertsView::refresh()
{
    m_state.refresh();
    page().refresh();
}

std::vector<View::KeyHelp> AlertsView::keys()
{
    return {{u"n"_s, tr("New rule, silence or channel")},
        {u"Enter"_s, tr("Open: the fields of the row, or the rule of an alert")},
        {u"a"_s, tr("Acknowledge the alert: type a note, Enter")},
        {u"x"_s, tr("Silence the alert or the rule")},
        {u"d"_s, tr("Why it did, or did not, page at the instant")},
        {u"e"_s, tr("Events of what the alert is about")},
        {u"s"_s, tr("Service level of what the alert is about")},
        {u"m"_s, tr("Mesh of what the alert is about")}, {u"c"_s, tr("Copy the name")},
        {u"Del"_s, tr("Delete the rule or channel, end the silence")},
        {u"Ctrl+S"_s, tr("Save what is edited")}, {u"Ctrl+PgUp"_s, tr("Page before")},
        {u"Ctrl+PgDown"_s, tr("Next page")}, {u"← → ↑ ↓"_s, tr("In the history: move the cursor")},
        {u"/"_s, tr("Filter the page")}};
}

void AlertsView::openEvents(const AlertSubject &subject)
{
    if (const auto object = objectOf(subject))
        emit objectActivated(subject.cluster, *object);
    else if (subject.object.kind == "Cluster")
        emit clusterActivated(subject.cluster);
}

void AlertsView::openLevel(const AlertSubject &subject)
{
    if (const auto level = levelOf(subject))
        emit sloActivated(*level);
}

void AlertsView::openMesh(const AlertSubject &subject)
{
    if (const auto service = serviceOf(subject))
        emit serviceActivated(subject.cluster, *service);
}

void AlertsView::withCurrent(void (AlertsView::*open)(const AlertSubject &))
{
    if (const Alert *alert = page().currentAlert())
        (this->*open)(AlertSubject(alert->subject));
}

void AlertsView::copyName()
{
    if (const Alert *alert = page().currentAlert())
        QGuiApplication::clipboard()->setText(toText(alert->subject.text()));
}

void AlertsView::chooseImport()
{
    if (!m_state.permission().isGiven)
        return;
    auto *dialog = new QFileDialog(this, tr("Import rules"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setNameFilters({tr("Prometheus rules (*.yaml *.yml *.rules)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, m_review, &RuleImportReview::review);
    dialog->open();
}

void AlertsView::chooseExport(bool onlyMarked)
{
    const std::vector<AlertRule> rules
        = onlyMarked ? m_rules->markedRules() : m_state.board().rules;
    auto *dialog = new QFileDialog(this, tr("Export rules"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"json"_s);
    dialog->selectFile(u"alert-rules.json"_s);
    connect(dialog, &QFileDialog::fileSelected, this, [this, rules](const QString &path) {
        const QByteArray text = m_services.alerts.exportRules(rules).toUtf8();
        const int count = static_cast<int>(rules.size());
        console::onAnswer(writeTextFile(path, text), this, [this, path, count](const QString &why) {
            m_told->present(why.isEmpty() ? StatusKind::Ok : StatusKind::Critical,
                why.isEmpty() ? tr("Exported %n rule(s) to %1", nullptr, count).arg(path)
                              : tr("%1 could not be written: %2").arg(path, why));
            m_told->show();
        });
    });
    dialog->open();
}

void AlertsView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_isActive = true;
    m_state.setActive(true);
    page().setActive(true);
}

void AlertsView::hideEvent(QHideEvent *event)
{
    View::hideEvent(event);
    m_isActive = false;
    page().setActive(false);
    m_state.setActive(false);
}

} // namespace binnacle::ui
