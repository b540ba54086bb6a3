#pragma once

#include "core/domain/ids.h"
#include "core/domain/resource_ref.h"

#include <QString>

class QMenu;

namespace binnacle::ui {

// What can be done to an object that a view shows: asked by context menus and keys, answered by
// whoever can do something. Views know no commands and no other view.
class ObjectActions
{
public:
    virtual ~ObjectActions() = default;

    // Appends what the object allows; nothing, not even a separator, when that is nothing.
    virtual void addActions(QMenu &menu, const ClusterId &cluster, const ResourceRef &object) = 0;

    // What the keys ask for, under the names of contract 01 §1.6: "scale", "restart", "delete".
    // Leads to where it is looked over and confirmed, never further. False: not for this object.
    virtual bool start(const QString &action, const ClusterId &cluster, const ResourceRef &object)
        = 0;
};

} // namespace binnacle::ui
