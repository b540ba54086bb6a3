#include "ui/overview/incident_row.h"

#include "core/console/on_answer.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/slo_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGap = 10;
constexpr std::size_t kMostCommands = 20;
constexpr int kMostPast = 500; // alerts, and commands, that are read of the past
constexpr Duration kLongestAlert{7LL * 24 * 3'600'000}; // looked back for what fired in the past
constexpr Duration kLongestCommand{24LL * 3'600'000};   // and for what was on its way

struct ColumnLook
{
    CellKind kind;
    int width;     // 0: takes what is left
    int least = 0; // as of ColumnNeed
    bool isName = false;
    bool isSpare = false;
};

QTableView *makeTable(const QString &name, const QString &accessible, QAbstractItemModel &model,
    std::initializer_list<ColumnLook> columns)
{
    auto *view = new QTableView;
    view->setObjectName(name);
    view->setAccessibleName(accessible);
    view->setModel(&model);
    styleTable(*view);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    std::vector<ColumnNeed> needs;
    for (const ColumnLook &look : columns) {
        const auto column = static_cast<int>(needs.size());
        styleColumn(*view, column, look.kind, std::max(look.width, look.least));
        needs.push_back({.column = column,
            .least = look.least,
            .isName = look.isName,
            .fills = look.width == 0,
            .isSpare = look.isSpare});
    }
    fitColumns(*view, needs);
    return view;
}

QLabel *makeQuiet(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("tone", u"muted"_s);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

QWidget *oneOf(QWidget *quiet, QWidget *table)
{
    auto *both = new QWidget;
    auto *layout = new QVBoxLayout(both);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(quiet, 1);
    layout->addWidget(table, 1);
    return both;
}

} // namespace

IncidentRow::IncidentRow(console::AlertDesk &alerts, console::CommandDesk &commands,
    BudgetTableModel &budgets, QWidget *parent)
    : QWidget(parent)
    , m_alertDesk(alerts)
    , m_commandDesk(commands)
    , m_budgetRows(budgets)
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(kGap);
    line->addWidget(buildAlerts(), 6);
    line->addWidget(buildBudgets(), 5);
    line->addWidget(buildCommands(), 3);
    connect(&m_alertDesk, &console::AlertDesk::changed, this, &IncidentRow::showAlerts);
    connect(&m_commandDesk, &console::CommandDesk::changed, this, [this] {
        if (!isKnown(m_at)) // what is sent now changes nothing of the past
            showFlights();
    });
    show();
}

Panel *IncidentRow::buildAlerts()
{
    m_alerts = makeTable(u"firingTable"_s, tr("Firing now"), m_alertRows,
        {{CellKind::BoldName, nameWidth(CellKind::BoldName, 18), nameWidth(CellKind::BoldName, 14),
             true},
            {CellKind::Text, 0, nameWidth(CellKind::Text, 14), true},
            {CellKind::Number, cellWidth(CellKind::Number, longAgeTexts())}, {CellKind::Text, 66}});
    m_alerts->installEventFilter(this);
    connect(m_alerts, &QTableView::activated, this, [this](const QModelIndex &index) {
        emit alertActivated(m_alertRows.rows()[static_cast<std::size_t>(index.row())].alert.id);
    });
    connect(m_alerts, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == AlertTableModel::AckColumn)
            acknowledge(index.row());
    });
    m_quiet = makeQuiet(tr("No alert fires."));
    m_alertsPanel = new Panel(tr("Firing now"));
    m_alertsPanel->setContent(oneOf(m_quiet, m_alerts));
    return m_alertsPanel;
}

Panel *IncidentRow::buildBudgets()
{
    auto *budgets = makeTable(u"budgetTable"_s, tr("Error budgets at risk"), m_budgetRows,
        {{CellKind::Name, 0, nameWidth(CellKind::Name, 26), true}, // "prod-eu · pay.example.com"
            {CellKind::Meter, 56, 40, false, true}, {CellKind::Number, 58},
            {CellKind::Number, 66}});
    connect(budgets, &QTableView::activated, this, [this](const QModelIndex &index) {
        emit subjectActivated(m_budgetRows.rows()[static_cast<std::size_t>(index.row())].subject);
    });
    auto *panel = new Panel(tr("Error budgets at risk"));
    panel->setTrailing(windowText(SloWindow::ThirtyDays));
    panel->setContent(budgets);
    return panel;
}

Panel *IncidentRow::buildCommands()
{
    m_flights = makeTable(u"flightTable"_s, tr("Commands in flight"), m_flightRows,
        {{CellKind::Text, 0, nameWidth(CellKind::Text, 14), true},
            {CellKind::Text,
                cellWidth(CellKind::Text,
                    {FlightTableModel::tr("running %1", "for how long")
                            .arg(longAgeTexts().front())}),
                cellWidth(CellKind::Text, {FlightTableModel::tr("succeeded")})},
            {CellKind::Text, 66, nameWidth(CellKind::Text, 5), false, true}});
    connect(m_flights, &QTableView::activated, this, [this](const QModelIndex &index) {
        emit commandActivated(m_flightRows.rows()[static_cast<std::size_t>(index.row())].id);
    });
    m_idle = makeQuiet(tr("No command was sent within the hour."));
    m_commandsPanel = new Panel(tr("Commands in flight"));
    m_commandsPanel->setContent(oneOf(m_idle, m_flights));
    return m_commandsPanel;
}

void IncidentRow::setCluster(const ClusterId &cluster)
{
    m_cluster = cluster;
    show();
}

void IncidentRow::setInstant(Timestamp at)
{
    m_at = at;
    show();
}

void IncidentRow::show()
{
    showAlerts();
    showFlights();
}

void IncidentRow::showFlights()
{
    if (isKnown(m_at))
        return askPastFlights();
    ++m_flightGeneration; // an answer about the past that is still to come is not wanted
    const auto board = m_commandDesk.board();
    setFlights(flightRows(board->recent, board->proposals, m_cluster, board->asOf, kMostCommands),
        board->inFlight);
}

void IncidentRow::askPastFlights()
{
    const int generation = ++m_flightGeneration;
    const Timestamp at = m_at;
    console::onAnswer(
        m_commandDesk.history(
            {.cluster = m_cluster, .range = {at - kLongestCommand, at}, .limit = kMostPast}),
        this,
        [this, generation, at](
            const Result<std::shared_ptr<const std::vector<CommandEntry>>> &answer) {
            if (generation != m_flightGeneration)
                return;
            if (!answer) {
                setFlights({}, 0); // rather none than those of now
                emit failed(answer.error());
                return;
            }
            const std::vector<CommandEntry> commands = commandsAt(**answer, at);
            const auto inFlight = std::ranges::count_if(commands,
                [](const CommandEntry &entry) { return !isTerminal(entry.record.state); });
            setFlights(flightRows(commands, proposalsAt(m_commandDesk.board()->proposals, at),
                           m_cluster, at, kMostCommands),
                inFlight);
        });
}

void IncidentRow::setFlights(std::vector<FlightRow> rows, qint64 inFlight)
{
    const bool isIdle = rows.empty();
    m_flightRows.setRows(std::move(rows));
    m_idle->setVisible(isIdle);
    m_flights->setVisible(!isIdle);
    m_commandsPanel->setTrailing(inFlight > 0 ? countText(inFlight) : QString());
}

void IncidentRow::showAlerts()
{
    if (isKnown(m_at))
        return askPastAlerts();
    ++m_alertGeneration;
    const auto board = m_alertDesk.board();
    setAlerts(board->alerts, board->asOf);
}

void IncidentRow::askPastAlerts()
{
    const int generation = ++m_alertGeneration;
    const Timestamp at = m_at;
    console::onAnswer(m_alertDesk.history({.cluster = m_cluster,
                          .range = {at - kLongestAlert, at + Duration{1}},
                          .limit = kMostPast}),
        this,
        [this, generation, at](const Result<std::shared_ptr<const std::vector<Alert>>> &answer) {
            if (generation != m_alertGeneration)
                return;
            if (answer)
                setAlerts(**answer, at);
            else
                emit failed(answer.error());
        });
}

void IncidentRow::setAlerts(const std::vector<Alert> &alerts, Timestamp asOf)
{
    m_alertRows.setRows(firingRows(alerts, m_cluster, asOf));
    const auto count = static_cast<qint64>(m_alertRows.rows().size());
    m_quiet->setVisible(count == 0);
    m_alerts->setVisible(count > 0);
    m_alertsPanel->setTrailing(count > 0 ? countText(count) : QString());
}

void IncidentRow::acknowledge(int row)
{
    if (row < 0 || row >= m_alertRows.rowCount() || isKnown(m_at))
        return;
    const Alert &alert = m_alertRows.rows()[static_cast<std::size_t>(row)].alert;
    if (isKnown(alert.ackedAt))
        return;
    console::onAnswer(m_alertDesk.acknowledge(alert.id, {}), this, [this](const Status &status) {
        if (!status)
            emit failed(status.error());
    });
}

bool IncidentRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_alerts && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_A) {
        acknowledge(m_alerts->currentIndex().row());
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace binnacle::ui
