#include "ui/alerts/silence_form.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_form_parts.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/matcher_editor.h"
#include "ui/alerts/silence_table_model.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/slo_text.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <tuple>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHourMs = 3'600'000;
constexpr int kRemindWidth = 84;

bool isSame(const Silence &a, const Silence &b)
{
    const auto fields = [](const Silence &silence) {
        return std::tie(silence.id, silence.name, silence.matchers, silence.from, silence.until,
            silence.isMaintenance, silence.excludesBudget, silence.remindBefore,
            silence.endsWhenResolved, silence.reason, silence.endedAt);
    };
    return fields(a) == fields(b);
}

} // namespace

SilenceForm::SilenceForm(AlertState &state, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_panel(new Panel(tr("Silence")))
    , m_name(new QLineEdit)
    , m_matchers(new MatcherEditor)
    , m_from(new QDateTimeEdit)
    , m_until(new QDateTimeEdit)
    , m_maintenance(new QCheckBox(tr("Maintenance window")))
    , m_budget(new QCheckBox(tr("Its errors do not use up the budget")))
    , m_ends(new QCheckBox(tr("End it early when nothing it silences fires")))
    , m_remind(new QLineEdit)
    , m_reason(new QLineEdit)
    , m_note(new QLabel)
    , m_save(new QPushButton(tr("Save silence")))
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_end(new QPushButton(tr("End now")))
{
    setObjectName(u"silenceForm"_s);
    build();
    for (QLineEdit *field : {m_name, m_remind, m_reason})
        connect(field, &QLineEdit::textChanged, this, &SilenceForm::changedByUser);
    for (QDateTimeEdit *field : {m_from, m_until})
        connect(field, &QDateTimeEdit::dateTimeChanged, this, &SilenceForm::changedByUser);
    for (QCheckBox *box : {m_maintenance, m_budget, m_ends})
        connect(box, &QCheckBox::toggled, this, &SilenceForm::changedByUser);
    connect(m_matchers, &MatcherEditor::edited, this, &SilenceForm::changedByUser);
    connect(m_save, &QPushButton::clicked, this, &SilenceForm::save);
    connect(m_end, &QPushButton::clicked, this, &SilenceForm::endNow);
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        clear();
        emit closed();
    });
    clear();
}

void SilenceForm::build()
{
    m_fields = buildFields();
    m_note->setObjectName(u"silenceNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(newScrollPage(m_fields), 1);
    layout->addWidget(buildButtons());
    m_panel->setContent(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_panel);
}

QWidget *SilenceForm::buildFields()
{
    auto *fields = new QWidget;
    auto *grid = new QGridLayout(fields);
    grid->setContentsMargins(12, 10, 12, 4);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnMinimumWidth(0, 96);
    grid->setColumnStretch(1, 1);
    m_name->setObjectName(u"silenceName"_s);
    m_reason->setObjectName(u"silenceReason"_s);
    addField(*grid, tr("Name"), m_name);
    addField(*grid, tr("Hushes"), m_matchers);
    for (QDateTimeEdit *field : {m_from, m_until}) {
        field->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
        field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    }
    addField(*grid, tr("From"), m_from);
    addField(*grid, tr("Until"), m_until);
    grid->addWidget(buildQuickLengths(), grid->rowCount(), 1);
    grid->addWidget(m_maintenance, grid->rowCount(), 1);
    grid->addWidget(m_budget, grid->rowCount(), 1);
    grid->addWidget(m_ends, grid->rowCount(), 1);
    m_remind->setFixedWidth(kRemindWidth);
    m_remind->setAccessibleName(tr("Remind me: how long before it ends; 0 s: never"));
    auto *remind = new QWidget;
    auto *line = new QHBoxLayout(remind);
    line->setContentsMargins(0, 0, 0, 0);
    auto *hint = new QLabel(tr("before it ends; 0 s: never"));
    hint->setProperty("tone", u"muted"_s);
    line->addWidget(m_remind);
    line->addWidget(hint, 1);
    addField(*grid, tr("Remind me"), remind);
    addField(*grid, tr("Reason"), m_reason);
    grid->setRowStretch(grid->rowCount(), 1);
    return fields;
}

QWidget *SilenceForm::buildQuickLengths()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(6);
    for (const int hours : {1, 4, 24, 168}) {
        const Duration length{hours * std::int64_t{kHourMs}};
        auto *button = new QPushButton(spanText(length));
        button->setAccessibleName(tr("End it %1 after it begins").arg(spanText(length)));
        connect(button, &QPushButton::clicked, this,
            [this, length] { setTime(*m_until, timeOf(*m_from) + length); });
        line->addWidget(button);
    }
    line->addStretch(1);
    return row;
}

QWidget *SilenceForm::buildButtons()
{
    m_save->setObjectName(u"saveSilence"_s);
    m_save->setProperty("role", u"primary"_s);
    m_end->setObjectName(u"endSilence"_s);
    m_end->setProperty("role", u"danger"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_save);
    buttons->addWidget(m_cancel);
    buttons->addStretch(1);
    buttons->addWidget(m_end);
    auto *foot = new QWidget;
    auto *layout = new QVBoxLayout(foot);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(m_note);
    layout->addLayout(buttons);
    return foot;
}

void SilenceForm::setTime(QDateTimeEdit &field, Timestamp at)
{
    const bool isUtc = m_state.time().zone() == TimeSelection::Zone::Utc;
    field.setTimeSpec(isUtc ? Qt::UTC : Qt::LocalTime);
    field.setDateTime(QDateTime::fromMSecsSinceEpoch(toEpochMs(at), field.timeSpec()));
}

Timestamp SilenceForm::timeOf(const QDateTimeEdit &field) const
{
    return fromEpochMs(field.dateTime().toMSecsSinceEpoch());
}

void SilenceForm::edit(const Silence &silence)
{
    if (m_isShown && !m_isEdited && isSame(silence, m_base))
        return showState(); // a refresh; the cursor stays where it is
    m_isFilling = true;
    m_base = silence;
    m_isShown = true;
    m_name->setText(toText(silence.name));
    m_matchers->setMatchers(silence.matchers);
    setTime(*m_from, silence.from);
    setTime(*m_until, silence.until);
    m_maintenance->setChecked(silence.isMaintenance);
    m_budget->setChecked(silence.excludesBudget);
    m_ends->setChecked(silence.endsWhenResolved);
    m_remind->setText(durationField(silence.remindBefore));
    m_reason->setText(toText(silence.reason));
    m_isFilling = false;
    m_isEdited = silence.id == 0;
    showState();
}

void SilenceForm::clear()
{
    m_isShown = false;
    m_isEdited = false;
    m_base = {};
    showState();
}

void SilenceForm::refresh()
{
    showState();
}

Silence SilenceForm::edited() const
{
    Silence silence = m_base;
    silence.name = m_name->text().trimmed().toStdString();
    silence.matchers = m_matchers->matchers();
    silence.from = timeOf(*m_from);
    silence.until = timeOf(*m_until);
    silence.isMaintenance = m_maintenance->isChecked();
    silence.excludesBudget = silence.isMaintenance && m_budget->isChecked();
    silence.endsWhenResolved = m_ends->isChecked();
    silence.remindBefore = durationOf(m_remind->text()).value_or(Duration::zero());
    silence.reason = m_reason->text().trimmed().toStdString();
    return silence;
}

QString SilenceForm::problem() const
{
    if (m_name->text().trimmed().isEmpty())
        return tr("Give it a name; it is shown beside what it silences.");
    if (const QString matchers = m_matchers->problem(); !matchers.isEmpty())
        return matchers;
    if (timeOf(*m_until) <= timeOf(*m_from))
        return tr("It has to end after it begins.");
    if (!durationOf(m_remind->text()))
        return tr("Write a duration such as 10 m, or 0 s.");
    return {};
}

QString SilenceForm::outcome() const
{
    return m_note->text();
}

void SilenceForm::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

void SilenceForm::changedByUser()
{
    if (m_isFilling)
        return;
    m_isEdited = true;
    showState();
}

void SilenceForm::showState()
{
    const AlertState::Permission permission = m_state.permission();
    const bool isOver = m_base.id != 0 && silencePhase(m_base, systemNow()) == SilencePhase::Over;
    m_fields->setVisible(m_isShown);
    m_fields->setEnabled(permission.isGiven && !isOver);
    m_budget->setEnabled(m_maintenance->isChecked());
    const QString why = m_isShown ? problem() : QString();
    m_save->setEnabled(permission.isGiven && m_isShown && m_isEdited && !isOver && why.isEmpty());
    m_save->setToolTip(permission.whyNot);
    m_cancel->setEnabled(m_isShown && m_isEdited);
    m_end->setEnabled(permission.isGiven && m_isShown && m_base.id != 0 && !isOver);
    m_end->setToolTip(permission.whyNot);
    m_panel->setTitle(!m_isShown ? tr("Silence")
            : m_base.id == 0     ? tr("New silence")
                                 : toText(m_base.name));
    m_panel->setTrailing(!m_isShown ? tr("select one, or make a new one")
            : isOver                ? tr("over")
            : m_isEdited            ? tr("not saved")
                                    : QString());
    if (m_isShown && m_isEdited && !isOver)
        told(u"critical"_s, why);
    else
        told(u"muted"_s, permission.whyNot);
}

void SilenceForm::told(const QString &tone, const QString &text)
{
    if (m_note->property("tone").toString() != tone) {
        m_note->setProperty("tone", tone);
        m_note->style()->unpolish(m_note);
        m_note->style()->polish(m_note);
    }
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void SilenceForm::save()
{
    if (!m_save->isEnabled())
        return;
    m_save->setEnabled(false);
    console::onAnswer(m_state.desk().saveSilence(edited()), this, [this](const Status &status) {
        if (!status) {
            showState();
            return told(u"critical"_s, errorLine(status.error()));
        }
        m_isEdited = false;
        clear();
        emit saved();
    });
}

void SilenceForm::endNow()
{
    if (!m_end->isEnabled())
        return;
    m_end->setEnabled(false);
    console::onAnswer(m_state.desk().endSilence(m_base.id), this, [this](const Status &status) {
        showState();
        if (!status)
            return told(u"critical"_s, errorLine(status.error()));
        m_isEdited = false;
        emit saved();
    });
}

} // namespace binnacle::ui
