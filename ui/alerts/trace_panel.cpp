#include "ui/alerts/trace_panel.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/alert_text.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_style.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// The engine tells instants as ISO 8601 in UTC; here they are told as everywhere in the window.
QString withLocalTimes(const QString &text, const TimeSelection &time)
{
    static const QRegularExpression instant(
        u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"_s);
    QString told;
    qsizetype end = 0;
    for (auto found = instant.globalMatch(text); found.hasNext();) {
        const QRegularExpressionMatch match = found.next();
        const QDateTime at = QDateTime::fromString(match.captured(), Qt::ISODateWithMs);
        told += text.mid(end, match.capturedStart() - end)
            + time.timeText(fromEpochMs(at.toMSecsSinceEpoch()));
        end = match.capturedEnd();
    }
    return told + text.mid(end);
}

} // namespace

int TraceModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TraceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == StageColumn ? tr("Step") : tr("What was decided");
}

QVariant TraceModel::cell(const TraceRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return column == StageColumn ? decisionStageText(row.step.stage) : toText(row.step.what);
    case Qt::AccessibleTextRole:
        return column == StageColumn ? u"%1: %2"_s.arg(decisionStageText(row.step.stage),
                   row.step.passed ? tr("passed", "a step") : tr("stopped here", "a step"))
                                     : toText(row.step.what);
    case CellStatusRole:
        if (column != StageColumn)
            return {};
        return static_cast<int>(row.step.passed ? StatusKind::Ok : StatusKind::Warning);
    case CellToneRole:
        return static_cast<int>(row.step.passed ? Tone::Text : Tone::Warning);
    default:
        return {};
    }
}

TracePanel::TracePanel(console::AlertDesk &desk, const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_time(time)
    , m_panel(new Panel(tr("Why")))
    , m_when(new QDateTimeEdit)
    , m_glyph(new StatusGlyph)
    , m_headline(new QLabel)
    , m_table(new QTableView)
{
    setObjectName(u"tracePanel"_s);
    build();
    connect(m_when, &QDateTimeEdit::dateTimeChanged, this, [this](const QDateTime &when) {
        if (m_isShowing || !when.isValid())
            return;
        m_at = fromEpochMs(when.toMSecsSinceEpoch());
        ask();
        emit instantChosen(m_at);
    });
    connect(&m_time, &TimeSelection::changed, this, &TracePanel::showAt);
    clear();
}

void TracePanel::build()
{
    m_when->setObjectName(u"traceInstant"_s);
    m_when->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_when->setDisplayFormat(u"yyyy-MM-dd HH:mm:ss"_s);
    m_when->setAccessibleName(tr("Why did, or did not, this page at"));
    m_panel->addHeaderWidget(m_when);
    m_headline->setTextFormat(Qt::PlainText);
    m_headline->setWordWrap(true);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 8, 12, 8);
    head->setSpacing(6);
    head->addWidget(m_glyph);
    head->addWidget(m_headline, 1);
    m_table->setObjectName(u"traceTable"_s);
    m_table->setAccessibleName(tr("Steps of the decision"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    styleColumn(*m_table, TraceModel::StageColumn, CellKind::Status, 140);
    styleColumn(*m_table, TraceModel::WhatColumn, CellKind::Text, 200);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(m_table, 1);
    m_panel->setContent(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_panel);
}

void TracePanel::explain(
    std::int64_t rule, const QString &ruleName, const AlertSubject &subject, Timestamp at)
{
    if (rule == m_rule && subject == m_subject && at == m_at)
        return;
    m_rule = rule;
    m_ruleName = ruleName;
    m_subject = subject;
    m_at = at;
    showAt();
    ask();
}

void TracePanel::explainAt(Timestamp at)
{
    if (m_rule != 0)
        explain(m_rule, m_ruleName, m_subject, at);
}

void TracePanel::clear()
{
    ++m_generation;
    m_rule = 0;
    m_subject = {};
    m_at = {};
    m_model.setRows({});
    m_panel->setTitle(tr("Why"));
    m_when->hide();
    told(StatusKind::Unknown, tr("Select an alert to see what was decided about it."));
}

QString TracePanel::headline() const
{
    return m_headline->text();
}

void TracePanel::showAt()
{
    if (!isKnown(m_at) || m_when->hasFocus())
        return;
    m_isShowing = true;
    m_when->show();
    m_when->setTimeSpec(m_time.zone() == TimeSelection::Zone::Utc ? Qt::UTC : Qt::LocalTime);
    m_when->setDateTime(QDateTime::fromMSecsSinceEpoch(toEpochMs(m_at), m_when->timeSpec()));
    m_isShowing = false;
}

void TracePanel::ask()
{
    const int generation = ++m_generation;
    m_panel->setTitle(tr("Why — %1").arg(m_ruleName));
    console::onAnswer(m_desk.explain(m_rule, m_subject, m_at), this,
        [this, generation](const Result<std::shared_ptr<const DecisionTrace>> &trace) {
            if (generation != m_generation)
                return;
            if (trace)
                return showTrace(**trace);
            m_model.setRows({});
            told(StatusKind::Unknown, errorLine(trace.error()));
        });
}

void TracePanel::showTrace(const DecisionTrace &trace)
{
    std::vector<TraceRow> rows;
    for (DecisionStep step : trace.steps) {
        step.what = withLocalTimes(toText(step.what), m_time).toStdString();
        rows.push_back({.number = static_cast<int>(rows.size()), .step = std::move(step)});
    }
    m_model.setRows(std::move(rows));
    const QString at = m_time.timeText(trace.at);
    const QString about = toText(trace.subject.text());
    if (trace.paged)
        told(StatusKind::Critical, tr("It paged at %1 about %2.").arg(at, about));
    else
        told(StatusKind::Ok, tr("It told nobody at %1 about %2.").arg(at, about));
}

void TracePanel::told(StatusKind status, const QString &text)
{
    m_glyph->setStatus(status);
    m_headline->setText(text);
}

} // namespace binnacle::ui
