#include "ui/alerts/firing_page.h"

#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/alert_inspector.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/trace_panel.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"

#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList stateSamples(Timestamp now, bool isOver)
{
    using namespace std::chrono_literals;
    QStringList samples;
    for (const Duration age : {Duration{9min + 59s}, Duration{9h + 59min}}) {
        Alert alert;
        alert.firedAt = now - age;
        if (isOver)
            alert.resolvedAt = now;
        samples += alertStateText(alert, now);
    }
    return samples;
}

} // namespace

QTableView *alertTable(AlertListModel &model, const QString &name, bool hasPast)
{
    using Model = AlertListModel;
    auto *table = new QTableView;
    table->setObjectName(name);
    table->setModel(&model);
    styleTable(*table);
    table->setProperty("frame", u"panel"_s);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    styleColumn(*table, Model::RuleColumn, CellKind::BoldName, 172);
    styleColumn(*table, Model::SubjectColumn, CellKind::Name, 200);
    styleColumn(*table, Model::ClusterColumn, CellKind::Text, 78);
    styleColumn(*table, Model::StateColumn, CellKind::Text,
        cellWidth(CellKind::Text, stateSamples(systemNow(), hasPast)));
    styleColumn(*table, Model::ValueColumn, CellKind::Number, nameWidth(CellKind::Number));
    styleColumn(*table, Model::SinceColumn, CellKind::Time,
        cellWidth(CellKind::Time, {u"00-00 00:00:00"_s}));
    styleColumn(*table, Model::AnsweredColumn, CellKind::Text, 130);
    fitColumns(*table,
        {{.column = Model::RuleColumn, .least = nameWidth(CellKind::BoldName, 14), .isName = true},
            {.column = Model::SubjectColumn,
                .least = nameWidth(CellKind::Name),
                .isName = true,
                .fills = true},
            {.column = Model::ClusterColumn, .least = nameWidth(CellKind::Text, 6)},
            {.column = Model::ValueColumn, .least = nameWidth(CellKind::Number, 10)},
            {.column = Model::AnsweredColumn,
                .least = cellWidth(CellKind::Text, {AlertListModel::tr("nobody yet")})}});
    return table;
}

FiringPage::FiringPage(AlertState &state, QWidget *parent)
    : AlertPage(state, parent)
    , m_table(alertTable(m_model, u"firingTable"_s, false))
    , m_inspector(new AlertInspector(state))
    , m_trace(new TracePanel(state.desk(), state.time()))
    , m_pages(new QStackedLayout)
    , m_empty(new StatePanel)
{
    setObjectName(u"firingPage"_s);
    m_table->setAccessibleName(tr("Firing and pending alerts"));
    m_table->setColumnHidden(AlertListModel::SinceColumn, true); // the state says how long
    build();
    connect(&state, &AlertState::changed, this, [this] {
        if (m_isActive)
            showRows();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &FiringPage::showCurrent);
    connect(m_table, &QTableView::activated, this, &FiringPage::openCurrent);
    connect(m_inspector, &AlertInspector::silenceRequested, this, &AlertPage::silenceRequested);
    connect(m_inspector, &AlertInspector::ruleRequested, this, &AlertPage::ruleRequested);
    connect(m_inspector, &AlertInspector::eventsRequested, this, &AlertPage::eventsRequested);
    connect(m_inspector, &AlertInspector::levelRequested, this, &AlertPage::levelRequested);
    connect(m_inspector, &AlertInspector::meshRequested, this, &AlertPage::meshRequested);
}

void FiringPage::build()
{
    auto *right = gapSplitter(Qt::Vertical, u"alertFiringSide"_s);
    right->addWidget(m_inspector);
    right->addWidget(m_trace);
    right->setSizes({380, 300});
    auto *split = gapSplitter(Qt::Horizontal, u"alertFiringSplitter"_s);
    split->addWidget(m_table);
    split->addWidget(right);
    split->setStretchFactor(0, 3);
    split->setStretchFactor(1, 1);
    split->setSizes({800, 350});
    auto *page = new QWidget;
    auto *pageLayout = new QVBoxLayout(page);
    pageLayout->setContentsMargins(0, 0, 0, 0);
    pageLayout->addWidget(split);
    m_pages->addWidget(page);
    m_pages->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_pages);
    setFocusProxy(m_table);
}

void FiringPage::setActive(bool active)
{
    if (std::exchange(m_isActive, active) != active && active)
        showRows();
}

FilterLanguage FiringPage::filterLanguage() const
{
    return m_filter.language(
        [this](const auto &visit) { std::ranges::for_each(state().alerts(), visit); });
}

void FiringPage::setFilter(const QString &text)
{
    if (m_filter.setText(text) && m_isActive)
        showRows();
}

QString FiringPage::filterHint() const
{
    return tr("Filter alerts: checkout, severity = critical");
}

void FiringPage::showRows()
{
    m_model.setAlerts(state().alerts(), m_filter, state().now(), state().time());
    emit matched(m_model.rowCount(), std::ssize(state().alerts()));
    if (!m_table->currentIndex().isValid() && m_model.rowCount() > 0)
        m_table->setCurrentIndex(m_model.index(0, 0));
    showCurrent();
    showEmpty();
}

void FiringPage::showCurrent()
{
    const Alert *alert = currentAlert();
    m_inspector->showAlert(alert);
    if (!alert) {
        m_explained.clear();
        return m_trace->clear();
    }
    // As of when it fired: the question is why somebody was told, or was not.
    const Timestamp at = isKnown(alert->firedAt) ? alert->firedAt : alert->pendingSince;
    const auto row = static_cast<std::size_t>(m_table->currentIndex().row());
    const QString key = m_model.rows()[row].key();
    if (std::exchange(m_explained, key) == key)
        return; // another instant may have been chosen
    m_trace->explain(alert->rule, toText(alert->ruleName), alert->subject, at);
}

void FiringPage::showEmpty()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_pages->setCurrentIndex(isEmpty ? 1 : 0);
    if (!isEmpty)
        return;
    if (state().problem()) {
        m_empty->showError(*state().problem(), tr("Rules and channels work as before."));
        return;
    }
    if (!state().alerts().empty()) {
        m_empty->showEmpty(tr("No alert matches “%1”").arg(m_filter.text()),
            tr("0 of %n alert(s) match.", nullptr, static_cast<int>(state().alerts().size())));
        return;
    }
    if (!state().board().health) {
        m_empty->showError(state().board().health.error(), tr("What is stored can be read."));
        return;
    }
    if (state().isRewound())
        m_empty->showEmpty(
            tr("Nothing fired at %1").arg(state().time().dateTimeText(state().now())),
            tr("No rule was true for long enough then."));
    else
        m_empty->showEmpty(tr("Nothing fires"),
            tr("No rule is true. %n rule(s) are evaluated.", nullptr,
                static_cast<int>(state().board().rules.size())));
}

const Alert *FiringPage::currentAlert() const
{
    const QModelIndex current = m_table->currentIndex();
    return current.isValid() ? &m_model.rows()[static_cast<std::size_t>(current.row())].alert
                             : nullptr;
}

void FiringPage::openCurrent()
{
    if (const Alert *alert = currentAlert())
        emit ruleRequested(alert->rule);
}

void FiringPage::silenceCurrent()
{
    if (const Alert *alert = currentAlert())
        emit silenceRequested(silenceFor(*alert, systemNow()));
}

void FiringPage::acknowledgeCurrent()
{
    m_inspector->focusNote();
}

void FiringPage::explainCurrent()
{
    m_trace->explainAt(state().now());
}

} // namespace binnacle::ui
