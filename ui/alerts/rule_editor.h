#pragma once

#include "ui/alerts/rule_form.h"
#include "ui/alerts/rule_trials.h"
#include "ui/widgets/status_glyph.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QPushButton;

namespace binnacle::ui {

class AlertQuestion;
class Banner;
class Panel;
class RulePreviewLine;

// One rule, edited. Texts that were not saved are kept while another rule is looked at; a rule that
// somebody else changes meanwhile is never overwritten without asking.
class RuleEditor final : public QWidget
{
    Q_OBJECT

public:
    // `state` must outlive the editor.
    RuleEditor(AlertState &state, RuleForm::Choices choices, QWidget *parent = nullptr);

    void editNew();
    void edit(const AlertRule &rule);
    void clear(); // nothing is selected
    // The board changed.
    void refresh();
    bool escape(); // closes the question or drops a new rule; false: nothing was open
    void focusForm();

    bool isShown() const { return m_isShown; }
    std::int64_t ruleId() const { return m_form->draft().base.id; } // 0: a new one
    bool hasDraft(std::int64_t rule) const;
    // As typed, when it is valid.
    std::optional<AlertRule> editedRule() const;
    QString outcome() const; // of what was last asked

    void save();
    void remove();
    void testChannels();
    void silence(Duration length);

signals:
    void edited(); // also when another rule is shown
    void saved(const QString &name);
    void cancelled(); // a new rule was dropped

private:
    void build();
    QWidget *buildButtons();
    void keepDraft();
    void forget();
    void showDraft(const RuleDraft &draft);
    void showState();
    void showNotified();
    void showConflict(const AlertRule &stored);
    void saveRule(const AlertRule &rule);
    void told(StatusKind status, const QString &text);
    bool isChanged() const;

    AlertState &m_state;
    RuleTrials m_trials;
    QHash<qint64, RuleDraft> m_drafts; // edited and left; the key 0 is a new one
    bool m_isShown = false;
    bool m_isSaving = false;
    Panel *m_panel;
    RuleForm *m_form;
    Banner *m_banner;
    AlertQuestion *m_question;
    RulePreviewLine *m_preview;
    QLabel *m_notified;
    QPushButton *m_save;
    QPushButton *m_revert;
    QPushButton *m_test;
    QPushButton *m_silence;
    QPushButton *m_delete;
};

} // namespace binnacle::ui
