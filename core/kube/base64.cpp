#include "core/kube/base64.h"

#include <QByteArray>

namespace binnacle::kube {

std::optional<std::string> decodeBase64(std::string_view text)
{
    QByteArray packed(text.data(), static_cast<qsizetype>(text.size()));
    packed.removeIf([](char c) { return c == '\n' || c == '\r' || c == ' '; });
    const auto decoded
        = QByteArray::fromBase64Encoding(packed, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    return (*decoded).toStdString();
}

} // namespace binnacle::kube
