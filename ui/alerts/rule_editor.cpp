#include "ui/alerts/rule_editor.h"

#include "core/console/on_answer.h"
#include "ui/alerts/alert_question.h"
#include "ui/alerts/alert_state.h"
#include "ui/alerts/alert_text.h"
#include "ui/alerts/rule_preview_line.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/scroll_page.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Duration kHour{3'600'000};

} // namespace

RuleEditor::RuleEditor(AlertState &state, RuleForm::Choices choices, QWidget *parent)
    : QWidget(parent)
    , m_state(state)
    , m_trials(state)
    , m_panel(new Panel(tr("Rule")))
    , m_form(new RuleForm(state, std::move(choices)))
    , m_banner(new Banner)
    , m_question(new AlertQuestion)
    , m_preview(new RulePreviewLine(state.desk()))
    , m_notified(new QLabel)
    , m_save(new QPushButton(tr("Save rule")))
    , m_revert(new QPushButton(tr("Discard")))
    , m_test(new QPushButton(tr("Test channels")))
    , m_silence(new QPushButton(tr("Silence 1 h")))
    , m_delete(new QPushButton(tr("Delete…")))
{
    setObjectName(u"ruleEditor"_s);
    build();
    connect(m_form, &RuleForm::edited, this, [this] {
        m_banner->hide();
        showState();
        m_preview->setRule(editedRule());
        emit edited();
    });
    connect(&m_trials, &RuleTrials::told, this, &RuleEditor::told);
    connect(m_save, &QPushButton::clicked, this, &RuleEditor::save);
    connect(m_revert, &QPushButton::clicked, this, [this] {
        m_drafts.remove(ruleId());
        if (const AlertRule *rule = m_state.rule(ruleId())) {
            showDraft(draftOf(*rule, m_state.desk()));
            return;
        }
        clear();
        emit cancelled();
    });
    connect(m_test, &QPushButton::clicked, this, &RuleEditor::testChannels);
    connect(m_silence, &QPushButton::clicked, this, [this] { silence(kHour); });
    connect(m_delete, &QPushButton::clicked, this, &RuleEditor::remove);
    clear();
}

void RuleEditor::build()
{
    m_save->setObjectName(u"saveRule"_s);
    m_save->setProperty("role", u"primary"_s);
    m_delete->setObjectName(u"deleteRule"_s);
    m_delete->setProperty("role", u"danger"_s);
    m_test->setObjectName(u"testChannels"_s);
    m_silence->setObjectName(u"silenceRule"_s);
    m_notified->setTextFormat(Qt::PlainText);
    m_notified->setProperty("tone", u"muted"_s);
    m_notified->setWordWrap(true);
    m_banner->hide();
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 10);
    foot->setSpacing(8);
    foot->addWidget(m_banner);
    foot->addWidget(m_question);
    foot->addWidget(buildButtons());
    foot->addWidget(m_preview);
    foot->addWidget(m_notified);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(newScrollPage(m_form), 1);
    layout->addLayout(foot);
    m_panel->setContent(content);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_panel);
}

QWidget *RuleEditor::buildButtons()
{
    auto *buttons = new QWidget;
    auto *flow = new FlowLayout(nullptr, 8);
    for (QPushButton *button : {m_save, m_revert, m_test, m_silence, m_delete})
        flow->addWidget(button);
    buttons->setLayout(flow);
    return buttons;
}

void RuleEditor::editNew()
{
    keepDraft();
    showDraft(m_drafts.contains(0) ? m_drafts.value(0) : newDraft(m_state.desk()));
    m_form->focusName();
}

void RuleEditor::edit(const AlertRule &rule)
{
    if (m_isShown && rule.id == ruleId() && rule.id != 0)
        return;
    keepDraft();
    if (!m_drafts.contains(rule.id)) {
        showDraft(draftOf(rule, m_state.desk()));
        return;
    }
    const RuleDraft draft = m_drafts.value(rule.id);
    showDraft(draft);
    if (draft.base.version != rule.version)
        showConflict(rule);
}

void RuleEditor::clear()
{
    keepDraft();
    m_isShown = false;
    m_preview->clear();
    m_banner->hide();
    m_question->closeQuestion();
    showState();
    emit edited();
}

// What is shown is stored, or not there any more: nothing to be kept.
void RuleEditor::forget()
{
    m_drafts.remove(ruleId());
    m_isShown = false;
    clear();
}

void RuleEditor::keepDraft()
{
    if (!m_isShown)
        return;
    if (isChanged())
        m_drafts.insert(ruleId(), m_form->draft());
    else
        m_drafts.remove(ruleId());
}

bool RuleEditor::isChanged() const
{
    const RuleDraft &draft = m_form->draft();
    const RuleDraft before
        = draft.base.id == 0 ? newDraft(m_state.desk()) : draftOf(draft.base, m_state.desk());
    return !draft.hasSameFields(before);
}

bool RuleEditor::hasDraft(std::int64_t rule) const
{
    return m_isShown && rule == ruleId() ? isChanged() : m_drafts.contains(rule);
}

void RuleEditor::showDraft(const RuleDraft &draft)
{
    m_isShown = true;
    m_banner->hide();
    m_question->closeQuestion();
    m_form->setDraft(draft);
    m_preview->setRule(editedRule());
    showState();
    emit edited();
}

std::optional<AlertRule> RuleEditor::editedRule() const
{
    if (!m_isShown || !m_form->checkedRule().problemOf(RuleField::Condition).isEmpty()
        || !m_form->checkedRule().problemOf(RuleField::Holds).isEmpty())
        return std::nullopt;
    return m_form->checkedRule().rule;
}

QString RuleEditor::outcome() const
{
    return m_banner->isHidden() ? QString() : m_banner->text();
}

void RuleEditor::refresh()
{
    if (!m_isShown)
        return showState();
    const RuleDraft &draft = m_form->draft();
    const AlertRule *stored = m_state.rule(draft.base.id);
    if (stored && stored->version != draft.base.version && !m_isSaving) {
        if (isChanged())
            showConflict(*stored);
        else
            showDraft(draftOf(*stored, m_state.desk()));
    }
    if (!stored && draft.base.id != 0) {
        if (!isChanged())
            return forget();
        told(StatusKind::Warning, tr("This rule was deleted meanwhile. Saving makes it anew."));
    }
    m_form->refreshChoices();
    showState();
}

void RuleEditor::showState()
{
    const AlertState::Permission permission = m_state.permission();
    const RuleDraft &draft = m_form->draft();
    const bool isNew = draft.base.id == 0;
    const bool isDirty = m_isShown && isChanged();
    const bool isValid = m_form->checkedRule().isValid();
    m_form->setVisible(m_isShown);
    m_form->setEnabled(permission.isGiven);
    m_save->setEnabled(permission.isGiven && isDirty && isValid && !m_isSaving);
    m_revert->setEnabled(isDirty || (m_isShown && isNew));
    m_test->setEnabled(m_isShown && permission.isGiven);
    m_silence->setEnabled(m_isShown && permission.isGiven && !isNew);
    m_delete->setEnabled(m_isShown && permission.isGiven && !isNew && !draft.base.isBuiltIn);
    m_delete->setToolTip(draft.base.isBuiltIn
            ? tr("A built-in rule cannot be deleted; switch it off instead.")
            : permission.whyNot);
    for (QPushButton *button : {m_save, m_test, m_silence})
        button->setToolTip(permission.whyNot);
    m_panel->setTitle(!m_isShown ? tr("Rule") : isNew ? tr("New rule") : toText(draft.base.name));
    if (!m_isShown)
        m_panel->setTrailing(tr("select one above"));
    else if (!permission.isGiven)
        m_panel->setTrailing(tr("read-only"));
    else if (isDirty)
        m_panel->setTrailing(tr("not saved"));
    else if (isNew || !isKnown(draft.base.updatedAt))
        m_panel->setTrailing(draft.base.isBuiltIn ? tr("built in") : QString());
    else
        m_panel->setTrailing(draft.base.updatedBy.empty()
                ? tr("edited %1 ago").arg(ageText(draft.base.updatedAt, systemNow()))
                : tr("edited %1 ago by %2")
                      .arg(ageText(draft.base.updatedAt, systemNow()),
                          toText(draft.base.updatedBy)));
    m_panel->setToolTip(permission.whyNot);
    showNotified();
}

void RuleEditor::showNotified()
{
    const auto &alerts = m_state.alerts();
    Timestamp last{};
    for (const Alert &alert : alerts) {
        if (m_isShown && alert.rule == ruleId() && ruleId() != 0)
            last = std::max(last, alert.notifiedAt);
    }
    m_notified->setVisible(isKnown(last));
    if (isKnown(last))
        m_notified->setText(tr("Last notified %1.").arg(m_state.time().timeText(last)));
}

void RuleEditor::showConflict(const AlertRule &stored)
{
    told(StatusKind::Warning,
        stored.updatedBy.empty()
            ? tr("Somebody changed this rule meanwhile. What you typed is still here.")
            : tr("%1 changed this rule meanwhile. What you typed is still here.")
                  .arg(toText(stored.updatedBy)));
    m_banner->setAction({.text = tr("Save mine over it"), .run = [this] {
                             if (const AlertRule *now = m_state.rule(ruleId()))
                                 m_form->rebase(*now);
                             save();
                         }});
}

bool RuleEditor::escape()
{
    if (m_question->closeQuestion())
        return true;
    if (m_isShown && ruleId() == 0 && !isChanged()) {
        clear();
        emit cancelled();
        return true;
    }
    return false;
}

void RuleEditor::focusForm()
{
    if (m_isShown)
        m_form->focusName();
}

void RuleEditor::save()
{
    const CheckedRule &made = m_form->checkedRule();
    if (!m_isShown || !m_state.permission().isGiven || m_isSaving)
        return;
    if (!made.isValid()) {
        told(StatusKind::Warning, made.problems.front().text);
        return;
    }
    AlertRule rule = made.rule;
    if (rule.id != 0 && !m_state.rule(rule.id))
        rule.id = rule.version = 0; // deleted meanwhile
    saveRule(rule);
}

void RuleEditor::saveRule(const AlertRule &rule)
{
    m_isSaving = true;
    showState();
    const std::int64_t edited = ruleId();
    const QString name = toText(rule.name);
    console::onAnswer(
        m_state.desk().saveRule(rule), this, [this, edited, name](const Status &status) {
            m_isSaving = false;
            if (!status) {
                const AlertRule *stored = m_state.rule(edited);
                if (status.error().code == ErrorCode::Conflict && stored)
                    showConflict(*stored);
                else
                    told(StatusKind::Critical, errorLine(status.error()));
                return showState();
            }
            m_drafts.remove(edited);
            if (m_isShown && edited == ruleId()) {
                m_isShown = false; // what is shown is saved: nothing to be kept
                m_state.refresh();
            }
            emit saved(name);
        });
}

void RuleEditor::remove()
{
    if (!m_delete->isEnabled())
        return;
    const AlertRule rule = m_form->draft().base;
    m_question->ask(
        tr("Delete the rule %1? Its alerts end without telling anybody; their history stays.")
            .arg(toText(rule.name)),
        tr("Delete"), [this, id = rule.id] {
            console::onAnswer(
                m_state.desk().removeRule(id), this, [this, id](const Status &status) {
                    if (!status)
                        return told(StatusKind::Critical, errorLine(status.error()));
                    m_drafts.remove(id);
                    m_isShown = false;
                    m_state.refresh();
                    clear();
                });
        });
}

void RuleEditor::testChannels()
{
    if (m_test->isEnabled())
        m_trials.testChannels(m_form->checkedRule().rule);
}

void RuleEditor::silence(Duration length)
{
    if (m_silence->isEnabled())
        m_trials.silence(m_form->draft().base, length);
}

void RuleEditor::told(StatusKind status, const QString &text)
{
    m_banner->present(status, text);
    m_banner->setAction({});
    m_banner->show();
}

} // namespace binnacle::ui
