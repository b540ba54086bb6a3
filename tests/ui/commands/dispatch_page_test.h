#pragma once

#include "tests/ui/commands/command_rig.h"
#include "ui/commands/dispatch_form.h"
#include "ui/commands/dispatch_page.h"
#include "ui/commands/risk_card.h"
#include "ui/theme/theme.h"

#include <QPushButton>

#include <memory>

namespace binnacle::ui {

// For tests of the page that sends commands, over data in memory.
class DispatchPageTest : public QObject
{
protected:
    // Before each test; the page is not shown yet.
    void start()
    {
        m_rig = std::make_unique<fake::CommandRig>();
        m_page = std::make_unique<DispatchPage>(m_rig->services());
        m_page->resize(1100, 700);
        m_page->setActive(true);
    }

    void fillAndDispatch()
    {
        m_page->prepare(fake::scaleCheckout());
        button(QStringLiteral("dispatch"))->click();
    }
    QPushButton *button(const QString &name) { return m_page->findChild<QPushButton *>(name); }
    RiskCard &card() { return *m_page->findChild<RiskCard *>(); }
    DispatchForm &form() { return *m_page->findChild<DispatchForm *>(); }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::CommandRig> m_rig;
    std::unique_ptr<DispatchPage> m_page;
};

} // namespace binnacle::ui
