#pragma once

#include "ui/widgets/object_actions.h"

#include <vector>

namespace binnacle::fake {

// Offers nothing and remembers for what something could be offered.
class RecordedActions final : public ui::ObjectActions
{
public:
    void addActions(QMenu &, const ClusterId &, const ResourceRef &object) override
    {
        offered.push_back(object);
    }
    bool start(const QString &, const ClusterId &, const ResourceRef &) override { return false; }

    std::vector<ResourceRef> offered;
};

} // namespace binnacle::fake
