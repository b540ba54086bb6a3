#pragma once

#include "tests/support/fake_access_desk.h"
#include "tests/support/fake_alert_desk.h"
#include "ui/alerts/alert_state.h"
#include "ui/widgets/time_selection.h"

#include <memory>

namespace binnacle::fake {

// What a page of the alerts view needs, over data in memory. Must outlive the pages.
struct AlertRig
{
    template<typename Page>
    std::unique_ptr<Page> showPage()
    {
        auto page = std::make_unique<Page>(state);
        page->resize(1200, 700);
        page->show();
        state.setActive(true);
        page->setActive(true);
        return page;
    }

    AccessDesk access;
    AlertDesk desk;
    ui::TimeSelection time;
    ui::AlertState state{desk, access, time};
};

} // namespace binnacle::fake
