#include "ui/alerts/rule_form.h"

#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/alert_state.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/channel_chips.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/formatting.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLabelWidth = 96;
constexpr int kTimeWidth = 84;
constexpr int kMessageHeight = 48;

QLabel *mutedLabel(const QString &text)
{
    auto *label = new QLabel(text);
    label->setProperty("tone", u"muted"_s);
    label->setWordWrap(true); // rather than widen the form
    return label;
}

QWidget *sideBySide(const QList<QWidget *> &widgets)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    for (QWidget *widget : widgets)
        line->addWidget(widget);
    line->addStretch(1);
    return row;
}

// How long, and in words what it is about.
void addTime(QGridLayout &grid, const QString &name, QLineEdit &field, const QString &meaning)
{
    field.setFont(monospaceFont());
    field.setFixedWidth(kTimeWidth);
    field.setAccessibleName(u"%1: %2"_s.arg(name, meaning));
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    line->addWidget(&field);
    line->addWidget(mutedLabel(meaning), 1);
    addField(grid, name, row);
}

void showText(QLineEdit &field, const QString &text)
{
    if (field.text() == text)
        return;
    field.setText(text);
    field.setCursorPosition(0); // a long text is read from its beginning
}

} // namespace

RuleForm::RuleForm(const AlertState &state, Choices choices, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_choices(std::move(choices))
    , m_name(new QLineEdit)
    , m_severity(new QButtonGroup(this))
    , m_enabled(new QCheckBox(tr("Enabled")))
    , m_kind(new QComboBox)
    , m_target(new QComboBox)
    , m_cluster(new QComboBox)
    , m_condition(new QLineEdit)
    , m_holds(new QLineEdit)
    , m_resolveAfter(new QLineEdit)
    , m_cooldown(new QLineEdit)
    , m_noData(new QComboBox)
    , m_channels(new ChannelChips)
    , m_message(new QPlainTextEdit)
    , m_runbook(new QComboBox)
    , m_runsRunbook(new QCheckBox(tr("run it when the alert fires")))
    , m_description(new QLineEdit)
{
    setObjectName(u"ruleForm"_s);
    build();
    connectFields();
}

void RuleForm::build()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(12, 10, 12, 4);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(7);
    grid->setColumnMinimumWidth(0, kLabelWidth);
    grid->setColumnStretch(1, 1);
    buildWhat(*grid);
    buildWhen(*grid);
    buildWho(*grid);
    m_name->setObjectName(u"ruleName"_s);
    m_kind->setObjectName(u"ruleKind"_s);
    m_target->setObjectName(u"ruleTarget"_s);
    m_condition->setObjectName(u"ruleCondition"_s);
    m_holds->setObjectName(u"ruleHolds"_s);
    m_cooldown->setObjectName(u"ruleCooldown"_s);
    m_message->setObjectName(u"ruleMessage"_s);
}

void RuleForm::buildWhat(QGridLayout &grid)
{
    addField(grid, tr("Name"), m_name);
    m_nameNote = addNote(grid);
    QWidget *severity = severityChoice(*m_severity);
    addField(grid, tr("Severity"), severity);
    grid.addWidget(m_enabled, grid.rowCount(), 1);
    for (const QString &kind : m_state.desk().conditionKinds())
        m_kind->addItem(conditionKindText(kind), kind);
    addField(grid, tr("Kind"), m_kind);
    m_target->setEditable(true);
    m_target->setInsertPolicy(QComboBox::NoInsert);
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->lineEdit()->setPlaceholderText(tr("all of its kind"));
    addField(grid, tr("Target"), m_target);
    m_cluster->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addField(grid, tr("Cluster"), m_cluster);
    m_condition->setFont(monospaceFont());
    addField(grid, tr("Condition"), m_condition);
    m_conditionNote = addNote(grid);
    m_conditionNote->setObjectName(u"conditionNote"_s);
}

void RuleForm::buildWhen(QGridLayout &grid)
{
    addTime(grid, tr("For"), *m_holds, tr("true without a break before it fires"));
    addTime(grid, tr("Resolve after"), *m_resolveAfter, tr("no longer true before it resolves"));
    addTime(grid, tr("Cooldown"), *m_cooldown, tr("before it is sent again; 0 s: sent once"));
    m_timesNote = addNote(grid);
    for (const NoDataPolicy policy :
        {NoDataPolicy::KeepState, NoDataPolicy::Resolve, NoDataPolicy::Alert})
        m_noData->addItem(noDataText(policy), static_cast<int>(policy));
    addField(grid, tr("No data means"), m_noData);
}

void RuleForm::buildWho(QGridLayout &grid)
{
    QList<QWidget *> boxes;
    for (const auto &[label, text] : {std::pair{u"rule"_s, tr("rule", "group alerts by")},
             std::pair{u"cluster"_s, tr("cluster", "group alerts by")},
             std::pair{u"namespace"_s, tr("namespace", "group alerts by")}}) {
        auto *box = new QCheckBox(text);
        box->setProperty("label", label);
        m_groupBy += box;
        boxes += box;
    }
    addField(grid, tr("Group by"), sideBySide(boxes));
    addField(grid, tr("Channels"), m_channels);
    m_message->setFont(monospaceFont());
    m_message->setFixedHeight(kMessageHeight);
    m_message->setTabChangesFocus(true);
    m_message->setPlaceholderText(
        tr("empty: the usual text; or your own with {{target}}, {{value}}, {{cluster}}"));
    addField(grid, tr("Message"), m_message);
    m_runbook->setEditable(true);
    m_runbook->setInsertPolicy(QComboBox::NoInsert);
    m_runbook->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_runbook->lineEdit()->setPlaceholderText(tr("none"));
    addField(grid, tr("Runbook"), m_runbook);
    grid.addWidget(m_runsRunbook, grid.rowCount(), 1);
    addField(grid, tr("Description"), m_description);
    grid.setRowStretch(grid.rowCount(), 1);
}

void RuleForm::connectFields()
{
    for (QLineEdit *field : {m_name, m_condition, m_holds, m_resolveAfter, m_cooldown,
             m_description, m_target->lineEdit(), m_runbook->lineEdit()})
        connect(field, &QLineEdit::textChanged, this, &RuleForm::read);
    for (QCheckBox *box : m_groupBy + QList{m_enabled, m_runsRunbook})
        connect(box, &QCheckBox::toggled, this, &RuleForm::read);
    for (QComboBox *box : {m_cluster, m_noData})
        connect(box, &QComboBox::activated, this, &RuleForm::read);
    connect(m_kind, &QComboBox::activated, this, &RuleForm::changeKind);
    connect(m_severity, &QButtonGroup::idClicked, this, &RuleForm::read);
    connect(m_channels, &ChannelChips::edited, this, &RuleForm::read);
    connect(m_message, &QPlainTextEdit::textChanged, this, &RuleForm::read);
}

void RuleForm::setDraft(const RuleDraft &draft)
{
    m_draft = draft;
    show();
    check();
}

void RuleForm::rebase(const AlertRule &rule)
{
    m_draft.base = rule;
    check();
}

void RuleForm::show()
{
    m_isFilling = true;
    refreshChoices();
    showText(*m_name, m_draft.name);
    if (QAbstractButton *button = m_severity->button(static_cast<int>(m_draft.severity)))
        button->setChecked(true);
    m_enabled->setChecked(m_draft.isEnabled);
    if (m_kind->findData(m_draft.kind) < 0 && !m_draft.kind.isEmpty())
        m_kind->addItem(conditionKindText(m_draft.kind), m_draft.kind);
    m_kind->setCurrentIndex(m_kind->findData(m_draft.kind));
    fillTargets();
    showText(*m_target->lineEdit(), m_draft.target);
    showText(*m_condition, m_draft.condition);
    m_condition->setCursorPosition(0);
    showText(*m_holds, m_draft.holds);
    showText(*m_resolveAfter, m_draft.resolveAfter);
    showText(*m_cooldown, m_draft.cooldown);
    m_noData->setCurrentIndex(m_noData->findData(static_cast<int>(m_draft.noData)));
    for (QCheckBox *box : std::as_const(m_groupBy))
        box->setChecked(m_draft.groupBy.contains(box->property("label").toString()));
    m_channels->setChosen(m_draft.channels);
    if (m_message->toPlainText() != m_draft.message)
        m_message->setPlainText(m_draft.message);
    showText(*m_runbook->lineEdit(), m_draft.runbook);
    m_runsRunbook->setChecked(m_draft.runsRunbook);
    showText(*m_description, m_draft.description);
    m_isFilling = false;
}

void RuleForm::refreshChoices()
{
    const bool wasFilling = std::exchange(m_isFilling, true);
    m_channels->setKnown(m_state.board().channels);
    fillClusters(*m_cluster, m_choices.clusters ? m_choices.clusters() : std::vector<ClusterId>{},
        m_draft.cluster);
    const QStringList runbooks = m_choices.runbooks ? m_choices.runbooks() : QStringList();
    QStringList shown;
    for (int i = 0; i < m_runbook->count(); ++i)
        shown += m_runbook->itemText(i);
    if (shown != runbooks) {
        const QString typed = m_runbook->currentText();
        m_runbook->clear();
        m_runbook->addItems(runbooks);
        m_runbook->setEditText(typed);
    }
    m_isFilling = wasFilling;
}

void RuleForm::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

void RuleForm::fillTargets()
{
    const bool wasFilling = std::exchange(m_isFilling, true);
    const QString typed = m_draft.target;
    m_target->clear();
    m_target->addItems(m_state.desk().targets(m_draft.kind));
    m_target->setEditText(typed);
    m_isFilling = wasFilling;
}

// Another kind speaks another language: what was only the example of the kind before is replaced.
void RuleForm::changeKind()
{
    const QString before = m_draft.kind;
    const QString kind = m_kind->currentData().toString();
    if (kind == before)
        return;
    const QString typed = m_condition->text().trimmed();
    const bool isExample = typed.isEmpty() || typed == m_state.desk().conditionExample(before);
    m_draft.kind = kind;
    fillTargets();
    if (isExample) {
        m_isFilling = true;
        m_condition->setText(m_state.desk().conditionExample(kind));
        m_isFilling = false;
    }
    read();
}

void RuleForm::read()
{
    if (m_isFilling)
        return;
    m_draft.name = m_name->text();
    m_draft.severity = static_cast<AlertSeverity>(m_severity->checkedId());
    m_draft.isEnabled = m_enabled->isChecked();
    m_draft.kind = m_kind->currentData().toString();
    m_draft.target = m_target->currentText();
    m_draft.cluster = ClusterId{m_cluster->currentData().toString().toStdString()};
    m_draft.condition = m_condition->text();
    m_draft.holds = m_holds->text();
    m_draft.resolveAfter = m_resolveAfter->text();
    m_draft.cooldown = m_cooldown->text();
    m_draft.noData = static_cast<NoDataPolicy>(m_noData->currentData().toInt());
    m_draft.groupBy.clear();
    for (const QCheckBox *box : std::as_const(m_groupBy)) {
        if (box->isChecked())
            m_draft.groupBy += box->property("label").toString();
    }
    m_draft.channels = m_channels->chosen();
    m_draft.message = m_message->toPlainText();
    m_draft.runbook = m_runbook->currentText();
    m_draft.runsRunbook = m_runsRunbook->isChecked();
    m_draft.description = m_description->text();
    check();
    emit edited();
}

void RuleForm::check()
{
    m_checked = checked(m_draft, m_state.desk(), m_state.board().rules);
    const auto told = [this](RuleField field, QLineEdit &edit) {
        const QString problem = m_checked.problemOf(field);
        setFieldState(edit, problem.isEmpty());
        return problem;
    };
    setNote(*m_nameNote, told(RuleField::Name, *m_name));
    setNote(*m_conditionNote, told(RuleField::Condition, *m_condition));
    QStringList times{told(RuleField::Holds, *m_holds),
        told(RuleField::ResolveAfter, *m_resolveAfter), told(RuleField::Cooldown, *m_cooldown)};
    times.removeAll(QString());
    times.removeDuplicates();
    setNote(*m_timesNote, times.join(u' '));
}

} // namespace binnacle::ui
