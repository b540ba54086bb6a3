#include "app/binnaclectl/snapshot_file.h"

#include "core/codec/gzip.h"
#include "core/codec/snapshot.h"

#include <QFile>

#include <utility>

namespace binnacle::ctl {

Result<std::shared_ptr<const ClusterSnapshot>> readSnapshotFile(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return Error{
            ErrorCode::NotFound, name.toStdString() + ": " + file.errorString().toStdString()};
    std::string bytes = file.readAll().toStdString();
    if (codec::looksLikeGzip(bytes)) {
        auto inflated = codec::inflateGzip(bytes);
        if (!inflated)
            return withContext(inflated.error(), name.toStdString());
        bytes = *std::move(inflated);
    }
    auto snapshot = codec::decodeSnapshot(bytes);
    if (!snapshot)
        return withContext(snapshot.error(), name.toStdString());
    return std::shared_ptr<const ClusterSnapshot>(*std::move(snapshot));
}

} // namespace binnacle::ctl
