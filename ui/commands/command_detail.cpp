#include "ui/commands/command_detail.h"

#include "core/console/on_answer.h"
#include "ui/commands/command_text.h"
#include "ui/commands/dispatch_presenter.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/table_style.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kOutputRows = 14;
constexpr int kGlyph = 12;
constexpr int kLeastWidth = 320;
constexpr int kMostStretch = 100;

QLabel *plainLabel(const QString &tone)
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setProperty("tone", tone);
    return label;
}

// A delivery takes milliseconds: seconds would hide it.
QString stepTime(const TimeSelection &time, Timestamp at)
{
    return u"%1.%2"_s.arg(time.timeText(at)).arg(toEpochMs(at) % 1'000, 3, 10, QLatin1Char('0'));
}

QStringList verdictLines(const Verdict &verdict, Timestamp now)
{
    QStringList lines;
    if (verdict.kind != VerdictKind::Watching)
        lines += CommandDetail::tr("Verdict: %1").arg(verdictText(verdict, now));
    else if (verdict.measures.empty())
        lines += CommandDetail::tr("Verdict: %1. Nothing to judge by yet.", "6 m to go")
                     .arg(verdictText(verdict, now));
    else
        lines += CommandDetail::tr("Verdict: %1. So far:", "6 m to go")
                     .arg(verdictText(verdict, now));
    // The sentence says why it is not known, or that what moved is no more than chance.
    const bool isMeasured = verdict.kind == VerdictKind::Watching
        || verdict.kind == VerdictKind::Improved || verdict.kind == VerdictKind::Worse;
    if (!isMeasured && !verdict.sentence.empty())
        return lines << toText(verdict.sentence);
    for (const VerdictMeasure &measure : verdict.measures)
        lines += measureText(measure);
    return lines;
}

bool mayStillChange(const CommandRow &row)
{
    const bool isWatched = row.entry.verdict && row.entry.verdict->kind == VerdictKind::Watching;
    return !isTerminal(row.entry.record.state) || isWatched;
}

} // namespace

CommandDetail::CommandDetail(const CommandsServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_panel(new Panel(tr("Steps")))
    , m_state(new StatePanel)
    , m_pages(new QStackedLayout)
    , m_steps(new QTableView)
    , m_output(new QPlainTextEdit)
    , m_verdictRow(buildVerdict())
    , m_problem(plainLabel(u"critical"_s))
    , m_reason(plainLabel(u"muted"_s))
    , m_inverse(new QPushButton)
    , m_again(new QPushButton(tr("Prepare again")))
    , m_cancel(new QPushButton(tr("Cancel command")))
    , m_approve(new QPushButton(tr("Open the approval")))
{
    setObjectName(u"commandDetail"_s);
    build();
    connect(m_inverse, &QPushButton::clicked, this, &CommandDetail::takeBack);
    connect(m_again, &QPushButton::clicked, this, &CommandDetail::repeat);
    connect(m_cancel, &QPushButton::clicked, this, &CommandDetail::cancelCommand);
    connect(m_approve, &QPushButton::clicked, this, [this] {
        if (m_row && m_row->proposal != 0)
            emit approvalRequested(m_row->proposal);
    });
    showRow();
}

QWidget *CommandDetail::buildVerdict()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(12, 8, 12, 0);
    line->setSpacing(6);
    m_verdictGlyph = new StatusGlyph;
    m_verdictGlyph->setFixedSize(kGlyph, QFontMetrics(textFont()).height());
    m_verdict = plainLabel({});
    m_verdict->setObjectName(u"verdict"_s);
    m_verdict->setTextInteractionFlags(Qt::TextSelectableByMouse);
    line->addWidget(m_verdictGlyph, 0, Qt::AlignTop);
    line->addWidget(m_verdict, 1);
    return row;
}

void CommandDetail::build()
{
    m_steps->setObjectName(u"stepTable"_s);
    m_steps->setAccessibleName(tr("Steps of the command"));
    m_steps->setModel(&m_model);
    styleTable(*m_steps);
    m_steps->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = StepTableModel;
    styleColumn(*m_steps, Model::TimeColumn, CellKind::Time, 130);
    styleColumn(*m_steps, Model::StateColumn, CellKind::Text, 110);
    styleColumn(*m_steps, Model::WhatColumn, CellKind::Text, 120);
    m_steps->setColumnHidden(Model::NameColumn, true);
    m_steps->horizontalHeader()->hide();
    m_output->setObjectName(u"commandOutput"_s);
    m_output->setAccessibleName(tr("What the agent answered"));
    m_output->setReadOnly(true);
    m_output->setFont(monospaceFont());
    m_output->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_output->setTabChangesFocus(true);
    m_output->setMaximumHeight(kOutputRows * QFontMetrics(monospaceFont()).lineSpacing() + 20);
    m_inverse->setObjectName(u"takeBack"_s);
    m_again->setObjectName(u"prepareAgain"_s);
    m_cancel->setObjectName(u"cancelCommand"_s);
    m_cancel->setProperty("role", u"danger"_s);
    m_approve->setObjectName(u"openApproval"_s);
    m_problem->setContentsMargins(12, 4, 12, 0);
    m_reason->setContentsMargins(12, 8, 12, 0);

    auto *shown = new QWidget;
    auto *rows = new QVBoxLayout(shown);
    rows->setContentsMargins(0, 0, 0, 10);
    rows->setSpacing(0);
    auto *buttons = new QWidget;
    auto *flow = new FlowLayout(buttons);
    flow->setContentsMargins(12, 8, 12, 0);
    for (QPushButton *button : {m_inverse, m_approve, m_cancel, m_again})
        flow->addWidget(button);
    rows->addWidget(m_steps, kMostStretch);
    rows->addWidget(m_output, kMostStretch);
    rows->addWidget(m_reason);
    rows->addWidget(m_verdictRow);
    rows->addWidget(m_problem);
    rows->addWidget(buttons);
    rows->addStretch(1); // where there are no steps
    auto *content = new QWidget;
    content->setLayout(m_pages);
    m_pages->addWidget(m_state);
    m_pages->addWidget(shown);
    m_panel->setContent(content);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    setMinimumWidth(kLeastWidth);
}

void CommandDetail::setRow(const std::optional<CommandRow> &row)
{
    const bool isOther
        = row.has_value() != m_row.has_value() || (row && row->key() != m_row->key());
    const bool hasMoved = !isOther && row && !(*row == *m_row);
    m_row = row;
    if (isOther) {
        ++m_generation;
        m_isAsking = false;
        m_model.setRows({});
        m_problem->hide();
    }
    showRow();
    if (isOther || hasMoved)
        askSteps();
}

void CommandDetail::refresh()
{
    if (m_row && mayStillChange(*m_row))
        askSteps();
}

QString CommandDetail::title() const
{
    return m_panel->accessibleName();
}

QString CommandDetail::verdictLine() const
{
    return m_verdictRow->isHidden() ? QString() : m_verdict->text();
}

void CommandDetail::showRow()
{
    if (!m_row) {
        m_panel->setTitle(tr("Steps"));
        m_panel->setTrailing({});
        m_state->showEmpty(tr("No command is selected"),
            tr("Choose one to follow its steps and to see whether it helped."));
        m_pages->setCurrentIndex(0);
        return;
    }
    const CommandRecord &record = m_row->entry.record;
    m_pages->setCurrentIndex(1);
    m_panel->setTitle(commandLine(record.command));
    m_panel->setTrailing(
        m_row->proposal != 0 ? tr("awaiting approval") : shortId(record.command.id.value));
    m_steps->setVisible(m_row->proposal == 0);
    const bool hasOutput = !record.output.empty() || !record.error.empty();
    m_output->setVisible(hasOutput);
    const QString output = toText(record.error.empty() ? record.output : record.error);
    if (hasOutput && m_output->toPlainText() != output)
        m_output->setPlainText(output);
    m_reason->setText(tr("Reason: %1").arg(toText(m_row->entry.reason)));
    m_reason->setVisible(!m_row->entry.reason.empty());
    showVerdict();
    showButtons();
}

void CommandDetail::showVerdict()
{
    const auto &verdict = m_row->entry.verdict;
    const bool isUnknown = m_row->entry.isOutcomeUnknown;
    m_verdictRow->setVisible(verdict.has_value() || isUnknown);
    if (isUnknown && !verdict) {
        m_verdictGlyph->setStatus(StatusKind::Unknown);
        m_verdict->setText(
            tr("The agent took it and was not heard of again. It may have been done or not: look "
               "at the object before you send it once more."));
        return;
    }
    if (!verdict)
        return;
    m_verdictGlyph->setStatus(verdictStatus(verdict->kind));
    m_verdict->setText(verdictLines(*verdict, m_row->now).join(u'\n'));
}

std::optional<Command> CommandDetail::inverse() const
{
    if (!m_row || !m_row->entry.verdict)
        return std::nullopt;
    return m_row->entry.verdict->inverse;
}

void CommandDetail::showButtons()
{
    const auto taken = inverse();
    m_inverse->setVisible(taken.has_value());
    if (taken)
        m_inverse->setText(inverseText(*taken));
    const bool isProposal = m_row->proposal != 0;
    m_approve->setVisible(isProposal);
    m_again->setVisible(!isProposal);
    const bool isQueued = !isProposal && m_row->entry.record.state == CommandState::Pending;
    const QString why = whyNoCommands(m_services);
    m_cancel->setVisible(isQueued);
    m_cancel->setEnabled(why.isEmpty());
    m_cancel->setToolTip(why);
}

void CommandDetail::takeBack()
{
    if (const auto command = inverse())
        emit prepareRequested(*command);
}

void CommandDetail::repeat()
{
    if (m_row)
        emit prepareRequested(m_row->entry.record.command);
}

void CommandDetail::cancelCommand()
{
    if (!m_row || m_row->proposal != 0 || m_row->entry.record.state != CommandState::Pending
        || !whyNoCommands(m_services).isEmpty())
        return;
    console::onAnswer(m_services.commands.cancel(m_row->entry.record.command.id), this,
        [this](const Status &status) {
            m_problem->setVisible(!status);
            if (!status)
                m_problem->setText(errorLine(status.error()));
        });
}

void CommandDetail::askSteps()
{
    if (!m_row || m_row->proposal != 0) {
        m_model.setRows({});
        return;
    }
    if (std::exchange(m_isAsking, true)) {
        m_asksAgain = true;
        return;
    }
    const int generation = m_generation;
    console::onAnswer(m_services.commands.steps(m_row->entry.record.command.id), this,
        [this, generation](const Result<std::shared_ptr<const std::vector<CommandStep>>> &steps) {
            if (generation != m_generation)
                return;
            m_isAsking = false;
            if (steps)
                showSteps(**steps);
            m_problem->setVisible(!steps);
            if (!steps)
                m_problem->setText(errorLine(steps.error()));
            if (std::exchange(m_asksAgain, false))
                askSteps();
        });
}

void CommandDetail::showSteps(const std::vector<CommandStep> &steps)
{
    std::vector<StepRow> rows;
    for (const CommandStep &step : steps) {
        rows.push_back({.number = static_cast<int>(rows.size()),
            .when = stepTime(m_services.time, step.at),
            .state = step.state,
            .what = toText(step.what)});
    }
    m_model.setRows(std::move(rows));
    // What it came to stands right below the steps.
    m_steps->setMaximumHeight(kRowHeight * std::max(1, m_model.rowCount()) + 2);
}

} // namespace binnacle::ui
