#pragma once

#include "core/console/access_desk.h"

#include <QWidget>

#include <functional>
#include <optional>

class QStackedLayout;

namespace binnacle::ui {

class SettingsPage;
class StatePanel;

// A page of which the role decides whether it is shown. Made when it is first shown to somebody
// who may see it; whoever may not is told so and whom to ask.
class GuardedPage final : public QWidget
{
    Q_OBJECT

public:
    struct Rule
    {
        std::optional<Capability> capability; // none: everybody
        QString whatIsHidden;                 // a sentence with %1 for the role
    };

    // `desk` must outlive the page.
    GuardedPage(console::AccessDesk &desk, Rule rule, std::function<SettingsPage *()> make,
        QWidget *parent = nullptr);

    SettingsPage *page(); // null: not permitted
    void refresh();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void decide();

    console::AccessDesk &m_desk;
    const Rule m_rule;
    const std::function<SettingsPage *()> m_make;
    QStackedLayout *m_layout;
    StatePanel *m_refusal;
    SettingsPage *m_page = nullptr;
};

} // namespace binnacle::ui
